namespace Groundswell.Cli.Detecting;

/// <summary>A whole input file, compactly: names and times once, rows in order.</summary>
internal sealed record Recording
{
    /// <summary>Rows hold counts of named series; otherwise values of one stream.</summary>
    public required bool HoldsCounts { get; init; }

    public required IReadOnlyList<string> Series { get; init; }

    public required IReadOnlyList<TimeStamp> Times { get; init; }

    /// <summary>In the order of the input. Within a series, times only grow.</summary>
    public required IReadOnlyList<CountRow> Rows { get; init; }

    /// <summary>The commonest distance between two rows of one series, or null with fewer than two rows.</summary>
    public TimeSpan? TypicalStep { get; init; }
}
