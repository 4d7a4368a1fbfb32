//! The numbered enumerations of audit records, both ways.
//!
//! Source: <https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema>

/// A published list of numbers and their names.
#[derive(Debug)]
pub struct Enumeration {
    members: &'static [(i32, &'static str)],
}

impl Enumeration {
    /// Returns the name of a number, or none if the list does not have it.
    pub fn name(&self, number: i32) -> Option<&'static str> {
        self.members.iter().find(|(member, _)| *member == number).map(|(_, name)| *name)
    }

    /// Returns the number of a name, regardless of letter case, or none if the list does not have it.
    pub fn number(&self, name: &str) -> Option<i32> {
        self.members.iter().find(|(_, member)| member.eq_ignore_ascii_case(name.trim())).map(|(number, _)| *number)
    }
}

/// `UserType`: what kind of account acted.
pub const USER_TYPE: Enumeration = Enumeration {
    members: &[
        (0, "Regular"),
        (1, "Reserved"),
        (2, "Admin"),
        (3, "DcAdmin"),
        (4, "System"),
        (5, "Application"),
        (6, "ServicePrincipal"),
        (7, "CustomPolicy"),
        (8, "SystemPolicy"),
        (9, "PartnerTechnician"),
        (10, "Guest"),
    ],
};

/// `LogonType`: in which capacity someone was in a mailbox.
pub const LOGON_TYPE: Enumeration = Enumeration {
    members: &[
        (0, "Owner"),
        (1, "Admin"),
        (2, "Delegated"),
        (3, "Transport"),
        (4, "SystemService"),
        (5, "BestAccess"),
        (6, "DelegatedAdmin"),
    ],
};

/// SharePoint's `ItemType`.
pub const ITEM_TYPE: Enumeration = Enumeration {
    members: &[
        (0, "Invalid"),
        (1, "File"),
        (5, "Folder"),
        (6, "Web"),
        (7, "Site"),
        (8, "Tenant"),
        (9, "DocumentLibrary"),
        (11, "Page"),
    ],
};

/// SharePoint's `EventSource`.
pub const EVENT_SOURCE: Enumeration = Enumeration { members: &[(0, "SharePoint"), (1, "ObjectModel")] };

/// `AddOnType` of a Teams add-on.
pub const ADD_ON_TYPE: Enumeration = Enumeration { members: &[(1, "Bot"), (2, "Connector"), (3, "Tab")] };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_reads_both_ways() {
        for list in [USER_TYPE, LOGON_TYPE, ITEM_TYPE, EVENT_SOURCE, ADD_ON_TYPE] {
            for (number, name) in list.members {
                assert_eq!(list.name(*number), Some(*name));
                assert_eq!(list.number(&name.to_uppercase()), Some(*number));
            }
            assert_eq!(list.name(99), None);
            assert_eq!(list.number("Nobody"), None);
        }
    }

    #[test]
    fn an_admin_of_the_data_centre_is_no_admin_of_the_tenant() {
        assert_eq!(USER_TYPE.number("DCAdmin"), Some(3));
        assert_eq!(LOGON_TYPE.name(2), Some("Delegated"));
    }
}
