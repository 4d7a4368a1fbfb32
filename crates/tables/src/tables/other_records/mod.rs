//! `OtherRecords`.

crate::macros::table! {
    /// A record that was understood as a record but has no table of its own, such as a secure score or a row of one of
    /// Defender's tables about devices. Whole, so that nothing is lost and a later version can sort it.
    OtherRecords {
        family: "Other", identity: [], undated: true,
    }
    columns {
        /// When it happened, UTC, by the first usual field that the record has; null without one.
        TimeGenerated: datetime
            <- any "TimeGenerated",
               any "Timestamp",
               any "properties.Timestamp",
               any "activityDateTime",
               any "eventDateTime",
               any "eventTimestamp",
               any "CreationTime",
               any "createdDateTime",
               any "detectedDateTime",
               any "properties.createdDateTime",
               any "lastUpdateDateTime",
               any "lastModifiedDateTime",
               any "EventTime",
               any "time",
               any "date",
               any "createdAt",
               any "timestampRaw";
        /// What the record is: the name of its table, category or type.
        Kind: string;
        /// Id, where the record has one.
        Id: string <- any "Id", any "ReportId", any "properties.Id", any "properties.ReportId", any "RecordId";
        /// The whole record as received.
        Record: dynamic <- any "";
        /// Name of the table.
        Type: string <- always "OtherRecords";
    }
}
