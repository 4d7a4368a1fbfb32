//! What an alert concerns, as Sentinel's entities: <https://learn.microsoft.com/azure/sentinel/entities-reference>

use super::json::{Object, at, elements, is_nothing, list, quoted, text_at};

/// How evidence of one kind becomes an entity.
struct Rule {
    /// Kinds of evidence, lower case, without `Evidence`.
    kinds: &'static [&'static str],
    /// `Type` of the entity.
    entity: &'static str,
    /// Members of the entity, each with the places it may come from.
    members: &'static [(&'static str, &'static [&'static str])],
}

const RULES: &[Rule] = &[
    Rule {
        kinds: &["user"],
        entity: "account",
        members: &[
            ("Name", &["userAccount.accountName", "accountName"]),
            ("NTDomain", &["userAccount.domainName", "domainName"]),
            ("UserPrincipalName", &["userAccount.userPrincipalName", "userPrincipalName"]),
            ("AadUserId", &["userAccount.azureAdUserId", "aadUserId"]),
            ("Sid", &["userAccount.userSid", "userSid", "onPremisesSecurityIdentifier"]),
            ("DisplayName", &["userAccount.displayName", "displayName"]),
        ],
    },
    Rule {
        kinds: &["device", "machine", "host"],
        entity: "host",
        members: &[
            ("HostName", &["hostName", "netBiosName", "deviceDnsName", "fqdn", "computerDnsName"]),
            ("FQDN", &["deviceDnsName", "fqdn", "computerDnsName"]),
            ("OSFamily", &["osPlatform", "os"]),
            ("OSVersion", &["version"]),
            ("AadDeviceId", &["azureAdDeviceId", "aadDeviceId"]),
            ("MdatpDeviceId", &["mdeDeviceId", "mdatpDeviceId", "deviceId"]),
        ],
    },
    Rule {
        kinds: &["ip"],
        entity: "ip",
        members: &[("Address", &["ipAddress", "address"]), ("CountryCode", &["countryLetterCode"])],
    },
    Rule { kinds: &["url"], entity: "url", members: &[("Url", &["url"])] },
    Rule { kinds: &["dns"], entity: "dns", members: &[("DomainName", &["domainName"])] },
    Rule {
        kinds: &["file"],
        entity: "file",
        members: &[
            ("Name", &["fileDetails.fileName", "fileName", "name"]),
            ("Directory", &["fileDetails.filePath", "filePath", "path"]),
            ("Sha1", &["fileDetails.sha1", "sha1"]),
            ("Sha256", &["fileDetails.sha256", "sha256"]),
        ],
    },
    Rule {
        kinds: &["process"],
        entity: "process",
        members: &[
            ("ProcessId", &["processId"]),
            ("CommandLine", &["processCommandLine", "commandLine"]),
            ("CreationTimeUtc", &["processCreationDateTime", "processCreationTime", "createdDateTime"]),
            ("ImageFile", &["imageFile.fileName", "fileName", "name"]),
            ("AccountName", &["userAccount.accountName", "accountName"]),
        ],
    },
    Rule {
        kinds: &["mailbox"],
        entity: "mailbox",
        members: &[
            ("MailboxPrimaryAddress", &["primaryAddress", "mailboxAddress"]),
            ("DisplayName", &["displayName", "mailboxDisplayName"]),
            ("Upn", &["upn", "userAccount.userPrincipalName", "userPrincipalName"]),
        ],
    },
    Rule {
        kinds: &["analyzedmessage", "mailmessage"],
        entity: "mail-message",
        members: &[
            ("NetworkMessageId", &["networkMessageId"]),
            ("InternetMessageId", &["internetMessageId"]),
            ("Subject", &["subject"]),
            ("Sender", &["p2Sender.emailAddress", "p1Sender.emailAddress", "sender"]),
            ("SenderIP", &["senderIp", "ipAddress"]),
            ("Recipient", &["recipientEmailAddress", "recipient"]),
        ],
    },
    Rule {
        kinds: &["mailcluster"],
        entity: "mail-cluster",
        members: &[("ClusterBy", &["clusterBy"]), ("ClusterByValue", &["clusterByValue"]), ("Query", &["query"])],
    },
    Rule {
        kinds: &["cloudapplication"],
        entity: "cloud-application",
        members: &[
            ("AppId", &["appId"]),
            ("Name", &["displayName", "destinationServiceName"]),
            ("InstanceName", &["instanceName"]),
        ],
    },
    Rule {
        kinds: &["oauthapplication"],
        entity: "oauth-application",
        members: &[("OAuthAppId", &["appId"]), ("Name", &["displayName"]), ("OAuthObjectId", &["objectId"])],
    },
    Rule {
        kinds: &["registrykey", "registry"],
        entity: "registry-key",
        members: &[("Hive", &["registryHive", "hive"]), ("Key", &["registryKey", "key"])],
    },
    Rule {
        kinds: &["registryvalue"],
        entity: "registry-value",
        members: &[
            ("Key", &["registryKey"]),
            ("Name", &["registryValueName"]),
            ("Value", &["registryValue"]),
            ("ValueType", &["registryValueType"]),
        ],
    },
    Rule {
        kinds: &["securitygroup"],
        entity: "security-group",
        members: &[("ObjectGuid", &["securityGroupId"]), ("Name", &["displayName", "securityGroupName"])],
    },
    Rule { kinds: &["azureresource"], entity: "azure-resource", members: &[("ResourceId", &["resourceId"])] },
    Rule {
        kinds: &["malware"],
        entity: "malware",
        members: &[("Name", &["name"]), ("Category", &["category"]), ("Family", &["family"])],
    },
];

/// Where the retired alerts kept what they concern, and of which kind it is.
const LEGACY: &[(&str, &str)] = &[
    ("userStates", "user"),
    ("hostStates", "host"),
    ("fileStates", "file"),
    ("processes", "process"),
    ("malwareStates", "malware"),
    ("registryKeyStates", "registrykey"),
    ("cloudAppStates", "cloudapplication"),
];

/// The entities of a list of evidence, in its order.
pub(crate) fn alert_entities(raw: &str) -> Option<String> {
    let evidence = elements(raw);
    written(evidence.iter().map(|item| (kind_of(item.as_raw_str()), item.as_raw_str())))
}

/// The entities of an alert that has no list of evidence: of members such as `deviceEvidence`, as the first version of
/// Graph's alerts had, or of `userStates` and its like in the retired ones.
pub(crate) fn alert_entities_of_record(raw: &str) -> Option<String> {
    let mut found = Vec::new();
    for (key, value) in sonic_rs::to_object_iter(raw).flatten() {
        let kind = key.to_ascii_lowercase().strip_suffix("evidence").map(str::to_owned);
        let legacy = LEGACY.iter().find(|(name, _)| key.eq_ignore_ascii_case(name)).map(|(_, kind)| (*kind).to_owned());
        if let Some(kind) = kind.filter(|kind| !kind.is_empty()).or(legacy) {
            found.push((kind, value));
        }
    }
    let mut each = Vec::new();
    for (kind, value) in &found {
        each.extend(elements(value.as_raw_str()).into_iter().map(|item| (kind.clone(), item.as_raw_str().to_owned())));
    }
    let addresses = each.iter().flat_map(|(_, item)| {
        ["logonIp", "publicIpAddress", "privateIpAddress"]
            .iter()
            .filter_map(|name| Some(("ip".to_owned(), format!("{{\"ipAddress\":{}}}", at(item, name)?.as_raw_str()))))
    });
    let all: Vec<(String, String)> = each.iter().cloned().chain(addresses).collect();
    written(all.iter().map(|(kind, item)| (kind.clone(), item.as_str())))
}

/// The user an alert is about, else the machine, else the mailbox.
pub(crate) fn compromised_entity(raw: &str) -> Option<String> {
    const NAMES: [(&[&str], &[&str]); 3] = [
        (&["user"], &["userAccount.userPrincipalName", "userPrincipalName", "userAccount.accountName", "accountName"]),
        (&["device", "machine"], &["deviceDnsName", "hostName"]),
        (&["mailbox"], &["primaryAddress", "mailboxAddress", "userPrincipalName"]),
    ];
    let evidence = elements(raw);
    NAMES.iter().find_map(|(kinds, names)| {
        let mut fitting = evidence.iter().filter(|item| kinds.contains(&kind_of(item.as_raw_str()).as_str()));
        fitting.find_map(|item| names.iter().find_map(|name| text_at(item.as_raw_str(), name)))
    })
}

/// The kind of a piece of evidence, lower case: of `@odata.type` in Graph, of `entityType` in the Defender API.
fn kind_of(item: &str) -> String {
    let graph = member_text(item, "@odata.type");
    let kind = graph.or_else(|| member_text(item, "entityType")).unwrap_or_default().to_ascii_lowercase();
    let name = kind.rsplit('.').next().unwrap_or_default();
    name.strip_suffix("evidence").unwrap_or(name).to_owned()
}

/// A member whose name may hold dots.
fn member_text(item: &str, name: &str) -> Option<String> {
    let (_, value) = sonic_rs::to_object_iter(item).flatten().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    super::raw::scalar(value.as_raw_str()).map(std::borrow::Cow::into_owned)
}

fn written<'i>(items: impl Iterator<Item = (String, &'i str)>) -> Option<String> {
    let entities: Vec<String> = items
        .filter(|(_, item)| !is_nothing(item))
        .zip(1_usize..)
        .map(|((kind, item), id)| entity(id, &kind, item))
        .collect();
    (!entities.is_empty()).then(|| format!("[{}]", entities.join(",")))
}

/// One entity. Of a kind no rule knows, the evidence is kept whole.
fn entity(id: usize, kind: &str, item: &str) -> String {
    let mut object = Object::default();
    object.text("$id", &id.to_string());
    let Some(rule) = RULES.iter().find(|rule| rule.kinds.contains(&kind)) else {
        object.text("Type", if kind.is_empty() { "unknown" } else { kind });
        object.raw("Evidence", item);
        return object.finish();
    };
    for (name, places) in rule.members {
        if let Some(text) = places.iter().find_map(|place| text_at(item, place)) {
            object.text(name, &text);
        }
    }
    for list_name in ["roles", "detailedRoles", "tags"] {
        if let Some(value) = at(item, list_name) {
            object.raw(list_name, value.as_raw_str());
        }
    }
    object.text("Type", rule.entity);
    object.finish()
}

/// Those ATT&CK techniques that are sub-techniques: they have a dot.
pub(crate) fn sub_techniques(raw: &str) -> Option<String> {
    let techniques: Vec<String> =
        elements(raw).iter().filter_map(|t| super::raw::scalar(t.as_raw_str()).map(|t| t.trim().to_owned())).collect();
    let subs: Vec<&str> = techniques.iter().map(String::as_str).filter(|t| t.contains('.')).collect();
    (!subs.is_empty()).then(|| list(subs))
}

/// A text's lines as a JSON array; an array stays as it is.
pub(crate) fn list_of_lines(raw: &str) -> Option<String> {
    if raw.trim_start().starts_with('[') {
        return (!is_nothing(raw)).then(|| raw.to_owned());
    }
    let text = super::raw::scalar(raw)?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Some(format!("[{}]", lines.map(quoted).collect::<Vec<_>>().join(",")))
}
