namespace Groundswell.Cli.Detecting;

/// <summary>A spell of <c>down</c> in one series.</summary>
internal sealed record Outage
{
    public required string Series { get; init; }

    /// <summary>Estimated start of the excess.</summary>
    public required string Onset { get; init; }

    /// <summary>Time of the row that was first called down.</summary>
    public required string Detected { get; init; }

    /// <summary>Time of the first row that was not down any more; null where the input ends first.</summary>
    public string? End { get; set; }

    public double Peak { get; set; }

    public double ExpectedAtPeak { get; set; }

    public double Score { get; set; }

    /// <summary>Values from a little before the onset on, for a small chart.</summary>
    public required List<double> Shape { get; init; }
}
