namespace Groundswell.Detection;

/// <summary>
/// Where a series' week differs from "one daily curve, times a factor a day": nights before free days, a commute that knows no weekend. For
/// each slot of the week it keeps how many times the level came in each of the last three weeks, as it was counted, outages and all. What two
/// of the three say alike is usual: a slot that was high twice is high by habit, even if it was called down both times, and one that
/// was high once is not. Ratios are kept in a byte each, on a log scale.
/// </summary>
internal sealed class WeekShape
{
    private const int Weeks = 3;
    private const int WeekDays = 7;
    private const double Scale = 25; // steps to a factor of e
    private const byte Even = 128; // a ratio of 1
    private const double LeastDeviation = 0.35; // of the log: less is left to the drift
    private const double SureDeviations = 2; // standard deviations of a slot's chance
    private const double Likeness = 0.35; // of the log, and chance: two outages at the same hour are seldom so alike
    private const double FullCounts = 30; // times the scatter: with fewer in a slot its neighbours are asked as well
    private const double FewCounts = 8; // with fewer even so nothing is said
    private const int MostNeighbours = 3;
    private static readonly float[] Ratios = [.. Enumerable.Range(0, 256).Select(i => (float)Math.Exp((i - Even) / Scale))];

    private readonly int _slots; // of a day
    private readonly byte[][] _seen; // 0 where it is not known; the latest week first
    private readonly byte[] _factor;
    private int _slot = -1; // the one that is being counted, of the week
    private double _count;
    private double _exposure;

    public WeekShape(int slots)
    {
        _slots = slots;
        _seen = [.. Enumerable.Range(0, Weeks).Select(_ => new byte[WeekDays * slots])];
        _factor = new byte[WeekDays * slots];
        Array.Fill(_factor, Even);
    }

    /// <summary>The largest factor.</summary>
    public double Largest => Ratios[_factor.Max()];

    /// <summary>
    /// What the daily curve and the day's factor are to be multiplied by. A habit begins and ends on the clock, and goes from slot to slot between.
    /// </summary>
    /// <param name="day">Of the week, 0 is Monday.</param>
    /// <param name="position">Of the day, in slots from its beginning.</param>
    public double At(int day, double position)
    {
        var slot = Math.Min(_slots - 1, (int)position);
        var part = position - slot - 0.5;
        var here = (day * _slots) + slot;
        var (own, other) = (_factor[here], _factor[Wrap(part < 0 ? here - 1 : here + 1)]);
        return own == Even || other == Even ? Ratios[own] : Ratios[own] + ((Ratios[other] - Ratios[own]) * Math.Abs(part));
    }

    /// <summary>Takes in bins of one slot.</summary>
    /// <param name="day">Of the week.</param>
    /// <param name="slot">Of the day.</param>
    /// <param name="count">Reports as they were counted.</param>
    /// <param name="exposure">The level, summed over the bins.</param>
    /// <param name="whole">The same for a whole slot.</param>
    public void Learn(int day, int slot, double count, double exposure, double whole)
    {
        var now = (day * _slots) + slot;
        if (now != _slot)
        {
            Close(whole);
            (_slot, _count, _exposure) = (now, 0, 0);
        }

        _count += count;
        _exposure += exposure;
    }

    /// <summary>The level has changed for good: what was seen since it did was seen in the old one, and says nothing now.</summary>
    /// <param name="days">How long ago it did, in days.</param>
    public void Forget(double days)
    {
        var slots = (int)Math.Clamp(Math.Ceiling(days * _slots), 0, _factor.Length);
        for (var back = 0; back < slots && _slot >= 0; back++)
        {
            _seen[0][Wrap(_slot - back)] = 0;
        }
    }

    /// <summary>Draws the line between habit and chance anew.</summary>
    /// <param name="curve">The daily curve.</param>
    /// <param name="days">Factors of the days of the week.</param>
    /// <param name="level">Reports in a slot.</param>
    /// <param name="dispersion">Variance over mean of a slot's reports.</param>
    /// <param name="drift">Variance of the slow drift, as a share of the squared mean.</param>
    public void Fit(ReadOnlySpan<float> curve, ReadOnlySpan<float> days, double level, double dispersion, double drift)
    {
        for (var i = 0; i < _factor.Length; i++)
        {
            _factor[i] = FactorOf(i, curve, days, level, dispersion, drift);
        }
    }

    public void Exchange(ref SnapshotCursor cursor)
    {
        foreach (var week in _seen)
        {
            cursor.Fields<byte>(week);
        }

        cursor.Fields<byte>(_factor);
        cursor.Field(ref _slot);
        cursor.Field(ref _count);
        cursor.Field(ref _exposure);
        if (_slot >= _factor.Length)
        {
            cursor.Break();
        }
    }

    private int Wrap(int slot) => slot < 0 ? slot + _factor.Length : slot >= _factor.Length ? slot - _factor.Length : slot;

    private void Close(double whole)
    {
        if (_slot < 0)
        {
            return;
        }

        for (var week = Weeks - 1; week > 0; week--)
        {
            _seen[week][_slot] = _seen[week - 1][_slot];
        }

        // A slot of which less than half was heard says nothing.
        _seen[0][_slot] = _exposure < whole / 2 ? (byte)0 : (byte)Math.Clamp(Even + Math.Round(Scale * Math.Log(Math.Max(1e-6, _count / _exposure))), 1, byte.MaxValue);
    }

    private byte FactorOf(int slot, ReadOnlySpan<float> curve, ReadOnlySpan<float> days, double level, double dispersion, double drift)
    {
        Span<double> seen = stackalloc double[Weeks];
        Span<int> known = stackalloc int[Weeks];
        seen.Clear();
        known.Clear();
        double expected = 0;
        var reach = 0;
        Add(slot, curve, days, seen, known, ref expected);
        while (expected * level < FullCounts * dispersion && reach < MostNeighbours)
        {
            reach++;
            Add(Wrap(slot - reach), curve, days, seen, known, ref expected);
            Add(Wrap(slot + reach), curve, days, seen, known, ref expected);
        }

        if (expected * level < FewCounts * dispersion)
        {
            return Even;
        }

        // What is not known of a week is as the curve has it.
        var slots = (2 * reach) + 1;
        for (var week = 0; week < Weeks; week++)
        {
            seen[week] = known[week] == slots ? Math.Log(Math.Max(1e-3, seen[week] / expected)) : 0;
        }

        var chance = Math.Sqrt((dispersion / (expected * level)) + drift);
        var habit = HabitOf(seen, Likeness + chance);
        return Math.Abs(habit) < Math.Max(LeastDeviation, SureDeviations * chance) ? Even : (byte)Math.Clamp(Even + Math.Round(Scale * habit), 1, byte.MaxValue);
    }

    /// <summary>Of the two weeks that are most alike, the one that says less; 0 where no two are alike.</summary>
    private static double HabitOf(ReadOnlySpan<double> seen, double likeness)
    {
        var (habit, nearest) = (0.0, likeness);
        for (var i = 0; i < Weeks; i++)
        {
            for (var j = i + 1; j < Weeks; j++)
            {
                var (a, b) = (seen[i], seen[j]);
                if (a * b > 0 && Math.Abs(a - b) < nearest)
                {
                    (habit, nearest) = (Math.Abs(a) < Math.Abs(b) ? a : b, Math.Abs(a - b));
                }
            }
        }

        return habit;
    }

    private void Add(int slot, ReadOnlySpan<float> curve, ReadOnlySpan<float> days, Span<double> seen, Span<int> known, ref double expected)
    {
        expected += curve[slot % _slots] * days[slot / _slots];
        for (var week = 0; week < Weeks; week++)
        {
            seen[week] += _seen[week][slot] == 0 ? 0 : Ratios[_seen[week][slot]];
            known[week] += _seen[week][slot] == 0 ? 0 : 1;
        }
    }
}
