using Groundswell.Cli.Detecting;

namespace Groundswell.Cli.Plotting;

/// <summary>The rows of one series by place. However many rows there are, a plot has no more columns than it is wide.</summary>
internal sealed class PlotColumns
{
    private const double GapSteps = 1.5; // rows wander by some seconds

    private readonly List<PlotColumn> _columns = [];
    private readonly int _width;

    /// <param name="detections">What was judged.</param>
    /// <param name="rows">Of the series, at least one.</param>
    /// <param name="width">Of the plot, and the most columns.</param>
    public PlotColumns(Detections detections, ReadOnlySpan<int> rows, int width)
    {
        _width = width;
        From = detections.TimeOf(rows[0]).Moment;
        To = From;
        foreach (var row in rows)
        {
            // Local time may turn back for an hour; what comes later in the file stands further right.
            To = detections.TimeOf(row).Moment is var time && time > To ? time : To;
        }

        Step = TimeSpan.FromTicks(Math.Max(detections.BinOf(detections.Recording.Rows[rows[0]].Series).Ticks, (To - From).Ticks / Math.Max(1, (long)rows.Length * 4)));
        To = After(To, Step);
        Collect(detections, rows);
    }

    public IReadOnlyList<PlotColumn> All => _columns;

    /// <summary>A column may stand for several rows.</summary>
    public bool IsDense { get; private set; }

    public DateTimeOffset From { get; }

    /// <summary>End of the last row's bin.</summary>
    public DateTimeOffset To { get; }

    public TimeSpan Step { get; }

    /// <summary>Place of a time, kept within the plot.</summary>
    public double X(DateTimeOffset time) => Math.Clamp((time - From) / (To - From), 0, 1) * _width;

    /// <summary>Later by a length, or the end of time.</summary>
    public static DateTimeOffset After(DateTimeOffset time, TimeSpan length) =>
        DateTime.MaxValue.Ticks - Math.Max(time.UtcTicks, time.Ticks) > length.Ticks ? time + length : time;

    private void Collect(Detections detections, ReadOnlySpan<int> rows)
    {
        IsDense = rows.Length > _width;
        var gap = Math.Max(GapSteps * (Step / (To - From)) * _width, IsDense ? GapSteps : 0);
        var last = double.NegativeInfinity;
        for (var i = 0; i < rows.Length;)
        {
            var x = Middle(detections, rows[i]);
            var column = IsDense ? Math.Min(Math.Floor(x), _width - 1) : x;
            var to = i + 1;
            while (IsDense && to < rows.Length && Math.Floor(Middle(detections, rows[to])) <= column)
            {
                to++;
            }

            var place = IsDense ? column + 0.5 : x;
            _columns.Add(Summarize(detections, rows[i..to], place, place - last > gap));
            last = place;
            i = to;
        }
    }

    private double Middle(Detections detections, int row) => X(After(detections.TimeOf(row).Moment, Step / 2));

    private static PlotColumn Summarize(Detections detections, ReadOnlySpan<int> rows, double x, bool isAfterGap)
    {
        var (lowest, highest, sum) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        var (expected, lower, upper, known) = (0.0, 0.0, 0.0, 0);
        foreach (var row in rows)
        {
            var value = detections.Recording.Rows[row].Value;
            (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
            sum += value / rows.Length;
            var verdict = detections.Verdicts[row];
            if (double.IsFinite(verdict.Expected) && double.IsFinite(verdict.Lower) && double.IsFinite(verdict.Upper))
            {
                (expected, lower, upper, known) = (expected + verdict.Expected, lower + verdict.Lower, upper + verdict.Upper, known + 1);
            }
        }

        return known == 0
            ? new PlotColumn(x, lowest, highest, sum, double.NaN, double.NaN, double.NaN, isAfterGap)
            : new PlotColumn(x, lowest, highest, sum, expected / known, lower / known, upper / known, isAfterGap);
    }
}
