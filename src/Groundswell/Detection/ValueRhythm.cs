namespace Groundswell.Detection;

/// <summary>
/// What a stream's value usually is at a time: the middle of the last day, of the last three days or two weeks at this time of day, or of
/// the last weeks at this time of the week, whichever has been off least. All of it is counted in time, in slots of half an hour or a row; a slot
/// without a row is a gap and stays out. Medians, so that an outage of hours, or of a day, is not the usual a day, or a week, later.
/// </summary>
internal sealed class ValueRhythm
{
    private const int LeastLevelSlots = 8; // of the "last day", where rows are hours apart
    private const int LeastDaySlots = 4; // a day of fewer has no times of day
    private const int FewDays = 3;
    private const int Days = 14;
    private const int Weeks = 3;
    private const int LeastOccasions = 2;
    private const int Guesses = 4;
    private const double OutlierErrors = 5; // what is further off counts as this much
    private const double Even = 1e-6; // a day is so nearly a whole number of slots
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan ErrorMemory = TimeSpan.FromDays(5);

    private readonly double[] _means; // of slots, NaN for a gap
    private readonly bool[] _isOutage; // slots that are no part of the level
    private readonly double[] _sorted;
    private readonly double[] _guesses = new double[Guesses]; // for the present slot; NaN where too little is known
    private readonly double[] _errors = new double[Guesses];
    private readonly TimeSpan[] _tried = new TimeSpan[Guesses];
    private readonly int _levelSlots;
    private readonly int _daySlots; // 0 where days are no whole number of slots
    private TimeSpan _origin;
    private long _slot = -1;
    private double _sum;
    private int _rows;
    private bool _isDown;
    private double _level = double.NaN;

    /// <param name="step">Of the rows.</param>
    public ValueRhythm(TimeSpan step)
    {
        IsCoarse = step >= HalfHour;
        Slot = IsCoarse ? step : HalfHour;
        var perDay = Day / Slot;
        var slots = (int)Math.Round(perDay);
        _daySlots = slots >= LeastDaySlots && Math.Abs(perDay - slots) < Even ? slots : 0;
        _levelSlots = Math.Max(LeastLevelSlots, slots);
        _means = new double[Math.Max(_levelSlots + 1, ((7 * Weeks) + 1) * _daySlots)];
        _isOutage = new bool[_means.Length];
        _sorted = new double[_levelSlots];
        Array.Fill(_means, double.NaN);
        Array.Fill(_guesses, double.NaN);
    }

    /// <summary>Whether a slot is a row.</summary>
    public bool IsCoarse { get; }

    /// <summary>Length of a slot.</summary>
    public TimeSpan Slot { get; }

    /// <summary>What is usual in the present slot; NaN where nothing is known.</summary>
    public double Usual { get; private set; } = double.NaN;

    /// <summary>Comes to a time, which may be in the slot where the stream is, or later.</summary>
    /// <param name="at">Any time that grows.</param>
    /// <param name="mean">Of the slot that is complete now, if one is.</param>
    /// <returns>Whether one is complete.</returns>
    public bool MoveTo(TimeSpan at, out double mean)
    {
        mean = double.NaN;
        if (_slot < 0)
        {
            // A row's stamp may wander by seconds: the middle of a slot is the safe place for the first.
            _origin = IsCoarse ? at - (Slot / 2) : TimeSpan.FromTicks(at.Ticks / Slot.Ticks * Slot.Ticks);
        }

        var slot = Math.Max(_slot, (long)Math.Floor((at - _origin) / Slot));
        if (slot == _slot)
        {
            return false;
        }

        var isComplete = _rows > 0;
        if (isComplete)
        {
            mean = _sum / _rows;
            Keep(mean);
        }

        for (var gap = _slot + 1; gap <= Math.Min(slot, _slot + _means.Length); gap++)
        {
            _means[gap % _means.Length] = double.NaN;
        }

        (_slot, _sum, _rows, _isDown) = (slot, 0, 0, false);
        Guess();
        return isComplete;
    }

    /// <summary>Takes a value of the present slot.</summary>
    public void Add(double value)
    {
        _sum += value;
        _rows++;
    }

    /// <summary>The stream is down in the present slot: that is not its level, so that neither does an outage of half a day become the usual nor its end a fall.</summary>
    /// <remarks>At its time of day it is remembered all the same: what comes every day is usual, whatever it was called at first.</remarks>
    public void Exclude() => _isDown = true;

    /// <summary>What was excluded is what there is.</summary>
    public void Accept() => Array.Clear(_isOutage);

    /// <summary>Forgets all but the last time, for the stream has changed.</summary>
    public void Forget(TimeSpan kept)
    {
        for (var back = (long)Math.Ceiling(kept / Slot); back < _means.Length && back <= _slot; back++)
        {
            _means[(_slot - back) % _means.Length] = double.NaN;
        }

        Accept();
        Array.Clear(_errors);
        Array.Clear(_tried);
    }

    private void Keep(double mean)
    {
        _means[_slot % _means.Length] = mean;
        _isOutage[_slot % _means.Length] = _isDown;
        for (var i = 0; i < Guesses; i++)
        {
            if (!double.IsNaN(_guesses[i]))
            {
                var error = Math.Abs(mean - _guesses[i]);
                _tried[i] += Slot;
                error = _tried[i] > Day ? Math.Min(error, OutlierErrors * _errors[i]) : error;
                _errors[i] += (error - _errors[i]) * Math.Min(1, Slot / (_tried[i] < ErrorMemory ? _tried[i] : ErrorMemory));
            }
        }
    }

    private void Guess()
    {
        var level = Middle(1, _levelSlots, 1, withOutages: false);
        _level = double.IsNaN(level) ? _level : level; // after a long gap, what was last known
        _guesses[0] = _level;
        if (_daySlots > 0)
        {
            _guesses[1] = Middle(_daySlots, FewDays, 1);
            _guesses[2] = Middle(_daySlots, Days, LeastOccasions);
            _guesses[3] = Middle(7 * _daySlots, Weeks, LeastOccasions);
        }

        var best = 0;
        for (var i = 1; i < Guesses; i++)
        {
            best = !double.IsNaN(_guesses[i]) && _tried[i] >= Day && _errors[i] < _errors[best] ? i : best;
        }

        Usual = _guesses[best];
    }

    /// <summary>The median of slots that lie evenly apart, back from the present one.</summary>
    private double Middle(int apart, int most, int least, bool withOutages = true)
    {
        var count = 0;
        for (var i = 1; i <= most && (long)i * apart <= _slot && i * apart < _means.Length; i++)
        {
            var at = (_slot - ((long)i * apart)) % _means.Length;
            var mean = _means[at];
            if (!double.IsNaN(mean) && (withOutages || !_isOutage[at]))
            {
                _sorted[count++] = mean;
            }
        }

        if (count < least)
        {
            return double.NaN;
        }

        var known = _sorted.AsSpan(0, count);
        known.Sort();
        return count % 2 > 0 ? known[count / 2] : (known[(count / 2) - 1] / 2) + (known[count / 2] / 2);
    }
}
