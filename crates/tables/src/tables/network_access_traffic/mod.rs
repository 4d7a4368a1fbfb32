//! `NetworkAccessTraffic`.

crate::macros::table! {
    /// A transaction that passed through Global Secure Access.
    /// Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/networkaccesstraffic>
    NetworkAccessTraffic {
        family: "NetworkAccessTraffic", identity: ["TransactionId"], category: "NetworkAccessTrafficLogs",
    }
    columns {
        /// Log Analytics workspace the row was exported from; empty where it came from elsewhere.
        TenantId: string;
        /// When it happened, UTC.
        TimeGenerated: datetime <- diagnostic "time";
        /// Id of the transaction.
        TransactionId: string <- diagnostic "properties.transactionId";
        /// Id of the connection it was part of.
        ConnectionId: string <- diagnostic "properties.connectionId";
        /// Session.
        SessionId: string <- diagnostic "properties.sessionId";
        /// Kind of traffic: Microsoft 365, internet, private.
        TrafficType: string <- diagnostic "properties.trafficType";
        /// Kind of source: client, branch.
        DeviceCategory: string <- diagnostic "properties.deviceCategory";
        /// Address it went to.
        DestinationIp: string <- diagnostic "properties.destinationIp";
        /// Port it went to.
        DestinationPort: int <- diagnostic "properties.destinationPort";
        /// Name it went to.
        DestinationFqdn: string <- diagnostic "properties.destinationFqdn";
        /// Address it came from.
        SourceIp: string <- diagnostic "properties.sourceIp";
        /// Port it came from.
        SourcePort: int <- diagnostic "properties.sourcePort";
        /// Operating system of the device.
        DeviceOperatingSystem: string <- diagnostic "properties.deviceOperatingSystem";
        /// Version of the operating system.
        DeviceOperatingSystemVersion: string <- diagnostic "properties.deviceOperatingSystemVersion";
        /// Version of the client.
        AgentVersion: string <- diagnostic "properties.agentVersion";
        /// Device.
        DeviceId: string <- diagnostic "properties.deviceId";
        /// Object id of the user.
        UserId: string <- diagnostic "properties.userId";
        /// User principal name.
        UserPrincipalName: string <- diagnostic "properties.userPrincipalName";
        /// TCP or UDP.
        TransportProtocol: string <- diagnostic "properties.transportProtocol";
        /// IPv4 or IPv6.
        NetworkProtocol: string <- diagnostic "properties.networkProtocol";
        /// Whether it was allowed or denied.
        Action: string <- diagnostic "properties.action";
        /// Rule that decided.
        PolicyRuleId: string <- diagnostic "properties.policyRuleId";
        /// Policy of that rule.
        PolicyId: string <- diagnostic "properties.policyId";
        /// Bytes sent.
        SentBytes: long <- diagnostic "properties.sentBytes";
        /// Bytes received.
        ReceivedBytes: long <- diagnostic "properties.receivedBytes";
        /// HTTP referrer.
        ReferrerHeader: string <- diagnostic "properties.referrerHeader";
        /// HTTP origin.
        OriginHeader: string <- diagnostic "properties.originHeader";
        /// Addresses that proxies noted.
        XForwardedFor: string <- diagnostic "properties.xForwardedFor";
        /// Web categories of the destination.
        DestinationWebCategories: string <- diagnostic "properties.destinationWebCategories";
        /// Filtering profile that applied.
        FilteringProfileId: string <- diagnostic "properties.filteringProfileId";
        /// Name of that profile.
        FilteringProfileName: string <- diagnostic "properties.filteringProfileName";
        /// Name of the policy.
        PolicyName: string <- diagnostic "properties.policyName";
        /// Name of the rule.
        RuleName: string <- diagnostic "properties.ruleName";
        /// Program on the device.
        InitiatingProcessName: string <- diagnostic "properties.initiatingProcessName";
        /// Tenant of the resource.
        ResourceTenantId: string <- diagnostic "properties.resourceTenantId";
        /// Kind of threat that was found.
        ThreatType: string <- diagnostic "properties.threatType";
        /// URL it went to.
        DestinationUrl: string <- diagnostic "properties.destinationUrl";
        /// Description.
        Description: string <- diagnostic "properties.description";
        /// Application.
        AppId: string <- diagnostic "properties.appId";
        /// Private network connector.
        ConnectorId: string <- diagnostic "properties.connectorId";
        /// Name of the connector.
        ConnectorName: string <- diagnostic "properties.connectorName";
        /// Address of the connector.
        ConnectorIp: string <- diagnostic "properties.connectorIp";
        /// State of the connection.
        ConnectionStatus: string <- diagnostic "properties.connectionStatus";
        /// Kind of access to a private application.
        AccessType: string <- diagnostic "properties.accessType";
        /// Region that processed it.
        ProcessingRegion: string <- diagnostic "properties.processingRegion";
        /// Segment of the private application.
        AppSegmentId: string <- diagnostic "properties.appSegmentId";
        /// Remote network it came from.
        RemoteNetworkId: string <- diagnostic "properties.remoteNetworkId";
        /// HTTP method.
        HttpMethod: string <- diagnostic "properties.httpMethod";
        /// HTTP status.
        ResponseCode: int <- diagnostic "properties.responseCode";
        /// When the foreign token expires, UTC.
        Token3PExpiry: datetime <- diagnostic "properties.token3PExpiry";
        /// From when the foreign token is valid, UTC.
        Token3PValidFrom: datetime <- diagnostic "properties.token3PValidFrom";
        /// When the foreign token was issued, UTC.
        Token3PIssuedAt: datetime <- diagnostic "properties.token3PIssuedAt";
        /// Id of the foreign token.
        Token3PUniqueId: string <- diagnostic "properties.token3PUniqueId";
        /// What was done with TLS: inspected, passed.
        TlsAction: string <- diagnostic "properties.tlsAction";
        /// Result of TLS inspection.
        TlsStatus: string <- diagnostic "properties.tlsStatus";
        /// TLS inspection policy.
        TlsPolicyId: string <- diagnostic "properties.tlsPolicyId";
        /// Name of that policy.
        TlsPolicyName: string <- diagnostic "properties.tlsPolicyName";
        /// Id of the Entra token.
        UniqueTokenId: string <- diagnostic "properties.uniqueTokenId";
        /// Makers of the products that took part.
        VendorNames: string <- diagnostic "properties.vendorNames";
        /// Id of the cloud application in the catalogue.
        CloudAppCatalogId: string <- diagnostic "properties.cloudAppCatalogId";
        /// Name of the cloud application.
        CloudAppName: string <- diagnostic "properties.cloudAppName";
        /// Category of the cloud application.
        CloudAppCategory: string <- diagnostic "properties.cloudAppCategory";
        /// Categories of the cloud application.
        CloudAppCategories: string <- diagnostic "properties.cloudAppCategories";
        /// General score of the cloud application, 0 to 10.
        CloudAppGeneralScore: int <- diagnostic "properties.cloudAppGeneralScore";
        /// Risk score of the cloud application, 0 to 10.
        CloudAppRiskScore: int <- diagnostic "properties.cloudAppRiskScore";
        /// Compliance score of the cloud application, 0 to 10.
        CloudAppComplianceScore: int <- diagnostic "properties.cloudAppComplianceScore";
        /// Legal score of the cloud application, 0 to 10.
        CloudAppLegalScore: int <- diagnostic "properties.cloudAppLegalScore";
        /// User name used in the cloud application.
        CloudAppLoginUser: string <- diagnostic "properties.cloudAppLoginUser";
        /// Content type of the request.
        HttpRequestContentType: string <- diagnostic "properties.httpRequestContentType";
        /// Content type of the answer.
        HttpResponseContentType: string <- diagnostic "properties.httpResponseContentType";
        /// Browser or program.
        HttpUserAgent: string <- diagnostic "properties.httpUserAgent";
        /// TLS inspection rule.
        TlsRuleId: string <- diagnostic "properties.tlsRuleId";
        /// Name of that rule.
        TlsRuleName: string <- diagnostic "properties.tlsRuleName";
        /// Where a DNS answer came from.
        DnsResponseOrigin: string <- diagnostic "properties.dnsResponseOrigin";
        /// AI agent.
        AIAgentId: string <- diagnostic "properties.aiAgentId";
        /// Name of the AI agent.
        AIAgentName: string <- diagnostic "properties.aiAgentName";
        /// Kind of Kerberos message.
        KerberosMsgType: string <- diagnostic "properties.kerberosMsgType";
        /// Kerberos service principal name.
        ServicePrincipalName: string <- diagnostic "properties.servicePrincipalName";
        /// Kerberos realm.
        Realm: string <- diagnostic "properties.realm";
        /// Account on premises.
        OnPremAccount: string <- diagnostic "properties.onPremAccount";
        /// Kerberos nonce.
        KerberosNonce: int <- diagnostic "properties.kerberosNonce";
        /// Kerberos client name.
        KerberosClientName: string <- diagnostic "properties.kerberosClientName";
        /// Kerberos error code.
        KerberosErrorCode: int <- diagnostic "properties.kerberosErrorCode";
        /// Name of that error.
        KerberosErrorCodeName: string <- diagnostic "properties.kerberosErrorCodeName";
        /// Text of that error.
        KerberosErrorText: string <- diagnostic "properties.kerberosErrorText";
        /// Whether an AI agent caused it.
        IsAgentic: bool <- diagnostic "properties.isAgentic";
        /// Processes that led to it.
        ProcessTree: string <- diagnostic "properties.processTree";
        /// Arguments of the process.
        ProcessArgs: string <- diagnostic "properties.processArgs";
        /// How sure it is that AI was used.
        AIDetectionConfidence: int <- diagnostic "properties.aiDetectionConfidence";
        /// What that rests on.
        AIDetectionEvidence: string <- diagnostic "properties.aiDetectionEvidence";
        /// Whether the token is that of an agent.
        IsTokenAgentic: bool <- diagnostic "properties.isTokenAgentic";
        /// Product that delivered the record.
        SourceSystem: string;
        /// Name of the table.
        Type: string <- always "NetworkAccessTraffic";
        /// Whether Log Analytics charged for taking the row in.
        _IsBillable: string;
        /// Size in bytes that Log Analytics charged for.
        _BilledSize: real;
        /// Azure resource the row belongs to.
        _ResourceId: string;
        /// Azure subscription the row belongs to.
        _SubscriptionId: string;
        /// Id that Log Analytics gave the row.
        _ItemId: string;
        /// When Log Analytics received the row.
        _TimeReceived: datetime;
    }
}
