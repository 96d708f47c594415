namespace Groundswell.Detection;

/// <summary>
/// What earlier alarms take from the next: for half a day's worth of rows, most of it, since it will be the same trouble; and for weeks a
/// little each, since a stream that alarms often is one in which an alarm says little.
/// </summary>
internal struct AlarmMemory
{
    private const double QuietRows = 144;
    private const double NoveltyHabit = 0.1; // each alarm in mind raises what the next one needs by this
    private const double MemoryRows = 8000;
    private static readonly double Decay = Math.Exp(-1 / MemoryRows);
    private static readonly TimeSpan QuietTime = TimeSpan.FromHours(12);

    private readonly double _quietRows;
    private readonly double _habit;
    private double _quiet;
    private double _alarms;

    private AlarmMemory(double quietRows, double habit) => (_quietRows, _habit) = (quietRows, habit);

    /// <summary>A novelty is a matter of rows: what is new to a stream is new until so many rows are known.</summary>
    public static AlarmMemory OfNovelty => new(QuietRows, NoveltyHabit);

    /// <summary>What a surprise counts in a stream that has alarmed as often as this one, 0 to 1.</summary>
    public readonly double Trust => 1 / (1 + (_habit * _alarms));

    /// <summary>A departure is a matter of time; its threshold learns how often a stream departs.</summary>
    public static AlarmMemory OfDeparture(TimeSpan step) => new(Math.Max(1, QuietTime / step), 0);

    /// <summary>Weighs a surprise, in multiples of what makes an alarm, against the alarms before it.</summary>
    public double Weigh(double surprise)
    {
        var weighed = surprise * (1 - _quiet) * Trust;
        if (weighed >= 1)
        {
            _quiet = 1;
            _alarms++;
        }
        else
        {
            _quiet = Math.Max(0, _quiet - (1 / _quietRows));
        }

        _alarms *= Decay;
        return weighed;
    }
}
