namespace Groundswell.Cli.Detecting;

/// <summary>A recording and what was said of each of its rows.</summary>
internal sealed class Detections(Recording recording, SeriesRows rows, Verdict[] verdicts, TimeSpan bin)
{
    public Recording Recording { get; } = recording;

    public SeriesRows Rows { get; } = rows;

    /// <summary>One a row of the recording.</summary>
    public IReadOnlyList<Verdict> Verdicts => verdicts;

    public TimeSpan Bin { get; } = bin;

    /// <summary>Every spell of down, in the order in which they were called.</summary>
    public required IReadOnlyList<Outage> Outages { get; init; }

    public TimeStamp TimeOf(int row) => Recording.Times[Recording.Rows[row].Time];

    /// <summary>When the excess that the row belongs to began; null where there is none.</summary>
    public DateTimeOffset? OnsetOf(int row)
    {
        var onset = verdicts[row].Onset;
        return onset < 0 ? null : Recording.HoldsCounts ? Before(TimeOf(row).Moment, onset) : TimeOf((int)onset).Moment;
    }

    /// <summary><see cref="OnsetOf"/> in the manner in which the input writes times; empty where there is none.</summary>
    public string OnsetText(int row) =>
        OnsetOf(row) is not { } onset ? "" : Recording.HoldsCounts ? TimeOf(row).Write(onset) : TimeOf((int)verdicts[row].Onset).Text;

    private DateTimeOffset Before(DateTimeOffset moment, long bins) =>
        moment.UtcTicks / Bin.Ticks > bins ? moment - (bins * Bin) : DateTimeOffset.MinValue;
}
