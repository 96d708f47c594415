namespace Groundswell.Detection;

/// <summary>
/// The surprise, in multiples of what makes an alarm, at which a stream of values is called down. It begins where quiet streams with
/// light tails keep the allowance, and rises with each call; it comes back as fast as the allowance grants calls. So a stream that is
/// more often surprising than those keeps to the allowance as well, some calls later.
/// </summary>
internal struct ValueThreshold
{
    // Measured on white, autoregressive and uniform noise, docs/detection-values.md: one false call a week of five-minute rows at 1.08,
    // and a tenth of that 0.55 higher.
    private const double AtOneInRows = 1.08;
    private const double MeasuredRows = 2016;
    private const double PerDecade = 0.55;
    private const double Least = 0.8; // below this, what was measured does not hold
    private const double Step = 0.3; // a call raises the threshold by a third
    private const double YoungRows = 288; // at this age it is twice as high: much is new to a young stream

    private readonly double _allowedPerRow;
    private double _strain;
    private long _rows;

    public ValueThreshold(DetectorOptions options)
    {
        _allowedPerRow = options.FalseAlarmsPerWeek * (options.BinWidth / TimeSpan.FromDays(7));
        Lowest = Math.Max(Least, AtOneInRows - (PerDecade * Math.Log10(_allowedPerRow * MeasuredRows)));
    }

    /// <summary>Where it begins, and comes back to.</summary>
    public double Lowest { get; }

    /// <summary>Where it is now.</summary>
    public readonly double Current => Lowest * Math.Exp(_strain) * (1 + (YoungRows / (_rows + 1)));

    /// <summary>A row passes.</summary>
    /// <param name="called">Whether the stream was called down at it, and was not before.</param>
    public void Pass(bool called)
    {
        _rows++;
        _strain = Math.Max(0, _strain - (Step * _allowedPerRow)) + (called ? Step : 0);
    }
}
