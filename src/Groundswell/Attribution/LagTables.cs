namespace Groundswell.Attribution;

/// <summary>
/// When a failure that began some minutes ago has reached a dependant, and when that has been reported: log-normal lag, then an
/// exponential reporting delay, tabulated by the minute.
/// </summary>
internal sealed class LagTables
{
    /// <summary>Minutes tabulated; later ones are as the last.</summary>
    public const int Minutes = 256;

    public const int LagClasses = 24;
    public const int DelayClasses = 14;

    private const int StepsPerMinute = 4;
    private const double ShortestLag = 0.25;
    private const double LagRatio = 1.3;
    private const double ShortestDelay = 2.5;
    private const double DelayRatio = 1.28;

    private const int Steps = (Minutes * StepsPerMinute) + 1;

    private readonly double[] _failedBy = new double[LagClasses * Minutes];
    private readonly double[] _mounting = new double[LagClasses * Steps];

    public LagTables(double spread)
    {
        var lagShare = new double[Steps];
        for (var lag = 0; lag < LagClasses; lag++)
        {
            for (var step = 1; step < lagShare.Length; step++)
            {
                lagShare[step] = Normal.Cumulative(Math.Log((double)step / StepsPerMinute / MedianOf(lag)) / spread);
            }

            for (var step = 1; step < lagShare.Length; step++)
            {
                var sum = (lagShare[step - 1] + lagShare[step]) / 2 / StepsPerMinute;
                _mounting[(lag * Steps) + step] = _mounting[(lag * Steps) + step - 1] + sum;
            }

            for (var minute = 0; minute < Minutes; minute++)
            {
                _failedBy[(lag * Minutes) + minute] = lagShare[minute * StepsPerMinute];
            }

            for (var delay = 0; delay < DelayClasses; delay++)
            {
                Convolve(lagShare, lag, delay);
            }
        }
    }

    /// <summary>P(failed and reported), by lag class, delay class and minute.</summary>
    public double[] ReportedBy { get; } = new double[LagClasses * DelayClasses * Minutes];

    /// <summary>Share of reports that begin in the minute around, by lag class, delay class and minute.</summary>
    public double[] ReportedAt { get; } = new double[LagClasses * DelayClasses * Minutes];

    /// <summary>P(failed | minutes since the cause).</summary>
    public double FailedBy(int lag, int minutes) => _failedBy[(lag * Minutes) + Math.Min(minutes, Minutes - 1)];

    public static int LagClass(double minutes) =>
        Math.Clamp((int)Math.Round(Math.Log(Math.Max(minutes, ShortestLag) / ShortestLag) / Math.Log(LagRatio)), 0, LagClasses - 1);

    public static int DelayClass(double minutes) =>
        Math.Clamp((int)Math.Round(Math.Log(Math.Max(minutes, ShortestDelay) / ShortestDelay) / Math.Log(DelayRatio)), 0, DelayClasses - 1);

    /// <summary>The integral of P(failed | minutes since the cause) from nought: what differences of two uniform moments are made of.</summary>
    private double Mounting(byte lag, double minutes)
    {
        if (minutes <= 0)
        {
            return 0;
        }

        var step = minutes * StepsPerMinute;
        var at = (int)step;
        if (at >= Steps - 1)
        {
            return _mounting[(lag * Steps) + Steps - 1] + ((step - Steps + 1) / StepsPerMinute);
        }

        var below = _mounting[(lag * Steps) + at];
        return below + ((step - at) * (_mounting[(lag * Steps) + at + 1] - below));
    }

    /// <summary>P(what failed at some moment of one span fails a dependant in another | it fails it at all).</summary>
    /// <param name="lag">Class of the lag.</param>
    /// <param name="from">Middle of the cause's span, in minutes ago.</param>
    /// <param name="fromWidth">Its minutes.</param>
    /// <param name="to">Middle of the effect's span.</param>
    /// <param name="toWidth">Its minutes.</param>
    public double Passage(byte lag, double from, double fromWidth, double to, double toWidth)
    {
        var (apart, half, otherHalf) = (from - to, fromWidth / 2, toWidth / 2);
        var sum = Mounting(lag, apart + half + otherHalf) - Mounting(lag, apart - half + otherHalf)
            - Mounting(lag, apart + half - otherHalf) + Mounting(lag, apart - half - otherHalf);
        return Math.Max(0, sum) / fromWidth;
    }

    public static double MedianOf(int lag) => ShortestLag * Math.Pow(LagRatio, lag);

    private void Convolve(double[] lagShare, int lag, int delay)
    {
        var decay = Math.Exp(-1.0 / StepsPerMinute / (ShortestDelay * Math.Pow(DelayRatio, delay)));
        var waiting = 0.0; // failed, not yet reported
        var row = ((lag * DelayClasses) + delay) * Minutes;
        var reported = new double[lagShare.Length];
        for (var step = 1; step < lagShare.Length; step++)
        {
            waiting = (waiting * decay) + ((lagShare[step] - lagShare[step - 1]) * Math.Sqrt(decay));
            reported[step] = lagShare[step] - waiting;
        }

        for (var minute = 0; minute < Minutes; minute++)
        {
            ReportedBy[row + minute] = reported[minute * StepsPerMinute];
            var from = Math.Max(0, (minute * StepsPerMinute) - (StepsPerMinute / 2));
            var to = Math.Min(reported.Length - 1, (minute * StepsPerMinute) + (StepsPerMinute / 2));
            ReportedAt[row + minute] = Math.Max(0, reported[to] - reported[from]);
        }
    }
}
