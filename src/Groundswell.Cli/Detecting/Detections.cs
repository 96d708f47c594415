using Groundswell.Detection;

namespace Groundswell.Cli.Detecting;

/// <summary>A recording and what was said of each of its rows.</summary>
/// <param name="recording">It.</param>
/// <param name="rows">Of its series.</param>
/// <param name="verdicts">One a row.</param>
/// <param name="bins">The width of the bins, by series.</param>
internal sealed class Detections(Recording recording, SeriesRows rows, Verdict[] verdicts, TimeSpan[] bins)
{
    public Recording Recording { get; } = recording;

    public SeriesRows Rows { get; } = rows;

    /// <summary>One a row of the recording.</summary>
    public IReadOnlyList<Verdict> Verdicts => verdicts;

    /// <summary>Series that keep another step than <see cref="CommonBin"/>, with it, in the order of the input.</summary>
    public required IReadOnlyList<(int Series, TimeSpan Step)> OtherSteps { get; init; }

    /// <summary>The width of the bins that was asked for, or that most rows are apart.</summary>
    public required TimeSpan CommonBin { get; init; }

    /// <summary>The width of the bins in which a series was judged.</summary>
    public TimeSpan BinOf(int series) => bins[series];

    /// <summary>How much of what was promised of false alarms each series kept, by series; empty for values.</summary>
    public required IReadOnlyList<FalseAlarms> FalseAlarms { get; init; }

    /// <summary>Every spell of down, in the order in which they were called.</summary>
    public required IReadOnlyList<Outage> Outages { get; init; }

    public TimeStamp TimeOf(int row) => Recording.Times[Recording.Rows[row].Time];

    /// <summary>When the excess that the row belongs to began; null where there is none.</summary>
    public DateTimeOffset? OnsetOf(int row)
    {
        var onset = verdicts[row].Onset;
        return onset < 0 ? null : Recording.HoldsCounts ? Before(TimeOf(row).Moment, onset, BinOf(Recording.Rows[row].Series)) : TimeOf((int)onset).Moment;
    }

    /// <summary><see cref="OnsetOf"/> in the manner in which the input writes times; empty where there is none.</summary>
    public string OnsetText(int row) =>
        OnsetOf(row) is not { } onset ? "" : Recording.HoldsCounts ? TimeOf(row).Write(onset) : TimeOf((int)verdicts[row].Onset).Text;

    private static DateTimeOffset Before(DateTimeOffset moment, long count, TimeSpan bin) =>
        moment.UtcTicks / bin.Ticks > count ? moment - (count * bin) : DateTimeOffset.MinValue;
}
