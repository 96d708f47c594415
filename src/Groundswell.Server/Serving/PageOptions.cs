namespace Groundswell.Server.Serving;

/// <summary>How pages are kept and drawn.</summary>
public sealed class PageOptions
{
    /// <summary>Name of the site, in the head of every page. Default Groundswell.</summary>
    public string SiteName { get; set; } = "Groundswell";

    /// <summary>Most pages kept at once; beyond, the longest unused go. Default 512.</summary>
    public int KeptPages { get; set; } = 512;

    /// <summary>Most drawings that may wait for a turn; beyond, a request gets 503. Default 256.</summary>
    public int WaitingDrawings { get; set; } = 256;

    /// <summary>A snapshot older than this is called old on every page. Default 2 minutes.</summary>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The clock that snapshots are stamped by; null for the container's <see cref="TimeProvider"/>.</summary>
    public TimeProvider? NodeTime { get; set; }
}
