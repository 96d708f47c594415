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
    private static readonly double Above = Math.Exp(LeastDeviation);
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

    /// <summary>The level has changed for good: what was seen since it did is told in the new one.</summary>
    /// <param name="days">How long ago it did, in days.</param>
    /// <param name="ratio">The new level over the old one.</param>
    public void Rescale(double days, double ratio)
    {
        var slots = (int)Math.Clamp(Math.Ceiling(days * _slots), 0, _factor.Length);
        var steps = (int)Math.Round(Scale * Math.Log(Math.Max(1e-6, ratio)));
        for (var back = 1; back <= slots && _slot >= 0; back++)
        {
            ref var seen = ref _seen[0][Wrap(_slot - back)];
            seen = seen == 0 ? (byte)0 : (byte)Math.Clamp(seen - steps, 1, byte.MaxValue);
        }

        _exposure *= ratio;
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

    private static byte ByteOf(double log) => (byte)Math.Clamp(Even + Math.Round(Scale * log), 1, byte.MaxValue);

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
        _seen[0][_slot] = _exposure < whole / 2 ? (byte)0 : ByteOf(Math.Log(Math.Max(1e-6, _count / _exposure)));
    }

    private byte FactorOf(int slot, ReadOnlySpan<float> curve, ReadOnlySpan<float> days, double level, double dispersion, double drift)
    {
        Span<double> seen = stackalloc double[Weeks];
        var reach = 0;
        var expected = Expected(slot, reach, curve, days);
        while (expected * level < FullCounts * dispersion && reach < MostNeighbours)
        {
            expected = Expected(slot, ++reach, curve, days);
        }

        if (expected * level < FewCounts * dispersion)
        {
            return Even;
        }

        var far = 0;
        for (var week = 0; week < Weeks; week++)
        {
            seen[week] = Times(_seen[week], slot, reach, expected);
            far += IsFar(seen[week]) ? 1 : 0;
        }

        var chance = Math.Sqrt((dispersion / (expected * level)) + drift);
        var least = Math.Max(LeastDeviation, SureDeviations * chance);
        var habit = far < 2 ? 0 : HabitOf(Logs(seen), Likeness + chance);
        if (Math.Abs(habit) < least)
        {
            for (var day = 0; day < Weeks; day++)
            {
                var before = Wrap(slot - ((day + 1) * _slots));
                seen[day] = Times(_seen[0], before, reach, Expected(before, reach, curve, days));
                if (!IsFar(seen[day]))
                {
                    return Even;
                }
            }

            Logs(seen);
            habit = seen[0] * seen[1] > 0 && seen[0] * seen[2] > 0 && Spread(seen) < Likeness + chance ? Least(seen) : 0;
        }

        return Math.Abs(habit) < least ? Even : ByteOf(habit);
    }

    /// <summary>What is nearer to the curve makes no habit, whatever other weeks say. Most slots are, and need no logarithm.</summary>
    private static bool IsFar(double times) => times > Above || times < 1 / Above;

    private static Span<double> Logs(Span<double> times)
    {
        foreach (ref var value in times)
        {
            value = Math.Log(Math.Max(1e-3, value));
        }

        return times;
    }

    private static double Spread(ReadOnlySpan<double> seen) => Math.Max(Math.Max(seen[0], seen[1]), seen[2]) - Math.Min(Math.Min(seen[0], seen[1]), seen[2]);

    private static double Least(ReadOnlySpan<double> seen) =>
        seen[0] > 0 ? Math.Min(Math.Min(seen[0], seen[1]), seen[2]) : Math.Max(Math.Max(seen[0], seen[1]), seen[2]);

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

    /// <summary>What the curve has for a slot and its neighbours, in levels.</summary>
    private double Expected(int slot, int reach, ReadOnlySpan<float> curve, ReadOnlySpan<float> days)
    {
        var sum = 0.0;
        for (var i = slot - reach; i <= slot + reach; i++)
        {
            var at = Wrap(i);
            sum += curve[at % _slots] * days[at / _slots];
        }

        return sum;
    }

    /// <summary>How many times that they came; 1 where some of them are not known: of those nothing is said.</summary>
    private double Times(byte[] week, int slot, int reach, double expected)
    {
        var sum = 0.0;
        for (var i = slot - reach; i <= slot + reach; i++)
        {
            if (week[Wrap(i)] == 0)
            {
                return 1;
            }

            sum += Ratios[week[Wrap(i)]];
        }

        return sum / expected;
    }
}
