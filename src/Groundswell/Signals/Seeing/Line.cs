using System.Net;

namespace Groundswell.Signals.Seeing;

/// <summary>One probe at one vantage, as it stands before the board.</summary>
internal sealed class Line
{
    public DateTimeOffset Seen { get; set; } = DateTimeOffset.MinValue;

    public DateTimeOffset Latest { get; set; }

    /// <summary>Where the target was last reached.</summary>
    public IPAddress? KnownAt { get; set; }

    /// <summary>Failures that are not settled yet, the oldest first.</summary>
    public List<(ProbeResult Result, ProbeWay Way)> Waiting { get; } = [];
}
