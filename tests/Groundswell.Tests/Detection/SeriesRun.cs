using Groundswell.Detection;

namespace Groundswell.Tests.Detection;

/// <summary>A detector fed from generated counts, from the first minute of Monday, 1 September 2025.</summary>
internal sealed class SeriesRun(SyntheticCounts counts, DetectorOptions? options = null)
{
    public const long Monday = 29_278_080; // minutes since the epoch

    public SeriesDetector Detector { get; } = new(options ?? new DetectorOptions());

    public List<Assessment> Rows { get; } = [];

    public static long Day(int day, int hour = 0, int minute = 0) => Monday + (((day * 24L) + hour) * 60) + minute;

    public SeriesRun To(long end)
    {
        for (var bin = Detector.NextBin ?? Monday; bin < end; bin++)
        {
            Rows.Add(Detector.Observe(bin, counts.Next(bin)));
        }

        return this;
    }

    public long? FirstDown(long from, long to) => FirstDownRow(from, to)?.Bin;

    public Assessment? FirstDownRow(long from, long to)
    {
        foreach (var row in Rows)
        {
            if (row.Bin >= from && row.Bin < to && row.State == SeriesState.Down)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>How often the state turned to down.</summary>
    public int Episodes(long from)
    {
        var episodes = 0;
        for (var i = 1; i < Rows.Count; i++)
        {
            episodes += Rows[i].Bin >= from && Rows[i].State == SeriesState.Down && Rows[i - 1].State != SeriesState.Down ? 1 : 0;
        }

        return episodes;
    }
}
