namespace Groundswell.Catalogue;

/// <summary>The shape of a supplier's status page or feed (docs/feeds.md). The catalogue writes them with hyphens: <c>aws-current-events</c>.</summary>
public enum FeedKind
{
    /// <summary>Atlassian Statuspage's public API, version 2, which incident.io and others serve too.</summary>
    Statuspage,

    /// <summary>The history feeds of a Statuspage: an entry an incident, revised in place.</summary>
    StatuspageHistory,

    /// <summary>incident.io's own summary, with ongoing incidents and what they affect.</summary>
    IncidentIo,
    Instatus,
    BetterStack,
    StatusIo,
    Cachet,

    /// <summary>The public health dashboard's open events.</summary>
    AwsCurrentEvents,

    /// <summary>The dashboard before 2022, and the histories of services that are laid out like it.</summary>
    AwsData,

    /// <summary>An object from service to its past events.</summary>
    AwsHistory,
    AwsRss,
    GoogleIncidents,
    GoogleAtom,
    AzureRss,
    Microsoft365,
    Slack,
    Heroku,

    /// <summary>Salesforce's Trust API: instances, incidents.</summary>
    Salesforce,

    /// <summary>An RSS or Atom feed of which nothing more is known.</summary>
    Feed,

    /// <summary>An empty JSON list: several suppliers say in this way that nothing is open.</summary>
    EmptyList,
}
