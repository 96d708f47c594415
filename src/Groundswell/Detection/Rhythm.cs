namespace Groundswell.Detection;

/// <summary>
/// The daily curve and the factors of the days of one series, as multiples of its level. Each is shrunk by pseudo-counts towards its
/// parent's (a country's towards its service's, a service's towards its category's), so that a short or sparse history says little; the
/// curve is smoothed by a Gaussian kernel, wider where counts are few. Holidays are a class of days of their own, held for Sundays until
/// known better.
/// </summary>
internal sealed class Rhythm
{
    private const int MostSlots = 96;
    private const int WeekDays = 7;
    private const int Sunday = 6;
    private const int HolidayClass = 7;
    private const int Classes = 8;
    private const double KernelMinutes = 40;
    private const double FullCounts = 2000; // with this many counts the kernel has its plain width
    private const double PseudoCounts = 20;
    private const double SlotMemoryDays = 28;
    private const double DayMemoryWeeks = 4;
    private const double UnseenDay = 0.08; // an office is silent on its first Saturday, a game busier
    private const double HolidayMemory = 0.9; // what a holiday leaves of those before it: they are few
    private const double WeekReports = 150; // a day; with fewer a week has no shape to be seen
    private const float Unlearned = 0.02f; // of what was learned is left
    private const long SecondsPerDay = 86_400;

    private readonly double _binSeconds;
    private readonly LocalClock? _clock;
    private readonly int _slots;
    private readonly double _slotSeconds;
    private readonly float[] _slotCount;
    private readonly float[] _slotExpected;
    private readonly float[] _curve;
    private readonly float[] _dayCount = new float[Classes];
    private readonly float[] _dayExpected = new float[Classes];
    private readonly float[] _dayFactor = new float[Classes];
    private WeekShape? _week; // of a series with reports enough for one
    private int _lastSlot = -1;
    private int _lastDay = -1;

    /// <param name="binSeconds">Width of the bins.</param>
    /// <param name="clock">In whose days and hours; null for UTC.</param>
    public Rhythm(double binSeconds, LocalClock? clock = null)
    {
        _binSeconds = binSeconds;
        _clock = clock;
        _slots = (int)Math.Clamp(Math.Round(SecondsPerDay / Math.Max(SecondsPerDay / MostSlots, binSeconds)), 1, MostSlots);
        _slotSeconds = (double)SecondsPerDay / _slots;
        _slotCount = new float[_slots];
        _slotExpected = new float[_slots];
        _curve = new float[_slots];
        Array.Fill(_curve, 1);
        Array.Fill(_dayFactor, 1);
    }

    /// <summary>Bins of a slot of the daily curve, at least one.</summary>
    public int SlotBins => (int)Math.Max(1, _slotSeconds / _binSeconds);

    /// <summary>Factor of the busiest time, about.</summary>
    public double Largest { get; private set; } = 1;

    /// <summary>Factor on the level for a bin: the curve between the middles of slots, times the day's factor.</summary>
    /// <param name="bin">Which bin.</param>
    /// <param name="holiday">How much of a holiday it is, 0 to 1: the share of the users who have one.</param>
    public double At(long bin, double holiday)
    {
        var (curve, days) = PartsAt(bin, holiday);
        return curve * days;
    }

    /// <summary>Variance of the log of a day's factor while days of its kind have not been seen.</summary>
    /// <param name="bin">Which bin.</param>
    /// <param name="holiday">As for <see cref="At"/>.</param>
    /// <param name="level">Reports a bin.</param>
    public double Doubt(long bin, double holiday, double level)
    {
        var ofDay = level * SecondsPerDay / _binSeconds;
        var day = DayOfWeek(DayOf(bin).Day);
        var (first, last) = day < 5 ? (0, 5) : (5, WeekDays);
        double seen = 0, seenHolidays = _dayExpected[HolidayClass];
        for (var d = first; d < last; d++)
        {
            seen += _dayExpected[d];
        }

        var unseen = ((1 - holiday) * ofDay / (ofDay + (4 * seen))) + (holiday * ofDay / (ofDay + (2 * seenHolidays)));
        return UnseenDay * unseen * unseen;
    }

    /// <summary>Takes in a bin.</summary>
    /// <param name="bin">Which bin.</param>
    /// <param name="holiday">As for <see cref="At"/>.</param>
    /// <param name="count">What was counted, cleaned.</param>
    /// <param name="raw">The same as it came.</param>
    /// <param name="level">Reports a bin; 1 before <see cref="SetFirstLevel"/>.</param>
    public void Learn(long bin, double holiday, double count, double raw, double level)
    {
        var (slot, weekday) = Turn(bin, holiday);

        // A slot holds what is left when the day's factor is taken out, a day what is left when the curve is taken out.
        var factor = DayFactor(weekday, holiday);
        var (curve, days) = PartsAt(bin, holiday);
        Add(slot, weekday, holiday, count, level * days, level * (curve * days / factor));
        if (holiday < 0.5)
        {
            _week?.Learn(weekday, slot, raw, level, level * SlotBins);
        }
    }

    /// <summary>Takes in some silent bins of one slot at once.</summary>
    /// <param name="last">The latest of them.</param>
    /// <param name="bins">How many.</param>
    /// <param name="holiday">As for <see cref="At"/>.</param>
    /// <param name="factors">Sum of <see cref="At"/> over them.</param>
    /// <param name="level">Reports a bin.</param>
    public void LearnSilence(long last, int bins, double holiday, double factors, double level)
    {
        var (slot, weekday) = Turn(last, holiday);
        var factor = DayFactor(weekday, holiday);
        Add(slot, weekday, holiday, 0, level * factors / CurveAt(last), level * (factors / factor));
        if (holiday < 0.5)
        {
            _week?.Learn(weekday, slot, 0, bins * level, level * SlotBins);
        }
    }

    /// <summary>During the first day the level is not known: expectations are summed in units of it, and put right here.</summary>
    public void SetFirstLevel(double level)
    {
        for (var i = 0; i < _slots; i++)
        {
            _slotExpected[i] *= (float)level;
        }

        for (var i = 0; i < Classes; i++)
        {
            _dayExpected[i] *= (float)level;
        }
    }

    /// <summary>Takes the parent's curve and factors as they are, until own counts say otherwise.</summary>
    public void Borrow(Rhythm parent)
    {
        if (parent._slots == _slots)
        {
            parent._curve.CopyTo(_curve, 0);
            parent._dayFactor.CopyTo(_dayFactor, 0);
            SetLargest();
        }
    }

    /// <summary>Fits curve and factors anew; a few microseconds, so it is done some times a day.</summary>
    /// <param name="dispersion">Variance over mean of the counts: so many of them are worth one.</param>
    /// <param name="parent">Whose rhythm stands in where own counts are few; null for "no rhythm".</param>
    public void Fit(double dispersion, Rhythm? parent)
    {
        parent = parent?._slots == _slots ? parent : null;
        FitCurve(dispersion, parent);
        FitDays(dispersion, parent);
        SetLargest();
    }

    /// <summary>The same for the shape of the week, where there are reports enough; after <see cref="Fit"/>.</summary>
    /// <param name="level">Reports a bin.</param>
    /// <param name="dispersion">Variance over mean of a slot's counts.</param>
    /// <param name="drift">Variance of the slow drift, as a share of the squared mean.</param>
    public void FitWeek(double level, double dispersion, double drift)
    {
        if (_week is null && level * SecondsPerDay / _binSeconds >= WeekReports)
        {
            _week = new WeekShape(_slots);
        }

        _week?.Fit(_curve, _dayFactor, level * SlotBins, dispersion, drift);
        SetLargest();
    }

    /// <summary>The series is hardly the one that it was: what comes now outweighs by the day what was learned.</summary>
    public void Unlearn()
    {
        Scale(_slotCount);
        Scale(_slotExpected);
        Scale(_dayCount);
        Scale(_dayExpected);
        _week = null;

        static void Scale(Span<float> sums)
        {
            foreach (ref var sum in sums)
            {
                sum *= Unlearned;
            }
        }
    }

    /// <summary>The level has changed for good, so many days ago, by this factor.</summary>
    public void Rescale(double days, double ratio) => _week?.Rescale(days, ratio);

    /// <summary>Adds what another series has learned, for a parent of both.</summary>
    /// <param name="child">The other series.</param>
    /// <param name="fullReports">With more reports it counts no more than with so many.</param>
    public void Pool(Rhythm child, double fullReports)
    {
        var weight = (float)Math.Min(1, fullReports / Math.Max(1, child._slotExpected.Sum()));
        for (var i = 0; i < _slots && child._slots == _slots; i++)
        {
            _slotCount[i] += weight * child._slotCount[i];
            _slotExpected[i] += weight * child._slotExpected[i];
        }

        for (var d = 0; d < Classes; d++)
        {
            _dayCount[d] += weight * child._dayCount[d];
            _dayExpected[d] += weight * child._dayExpected[d];
        }
    }

    public void Exchange(ref SnapshotCursor cursor)
    {
        cursor.Must(_slots);
        cursor.Fields<float>(_slotCount);
        cursor.Fields<float>(_slotExpected);
        cursor.Fields<float>(_curve);
        cursor.Fields<float>(_dayCount);
        cursor.Fields<float>(_dayExpected);
        cursor.Fields<float>(_dayFactor);
        cursor.Field(ref _lastSlot);
        cursor.Field(ref _lastDay);
        var hasWeek = (byte)(_week is null ? 0 : 1);
        cursor.Field(ref hasWeek);
        if (hasWeek != 0)
        {
            (_week ??= new WeekShape(_slots)).Exchange(ref cursor);
        }

        SetLargest();
    }

    private static int DayOfWeek(long day) => (int)((((day + 3) % WeekDays) + WeekDays) % WeekDays); // 0 is Monday; day 0 was a Thursday

    private (long Day, double Second) DayOf(long bin)
    {
        var second = (bin + 0.5) * _binSeconds;
        second = _clock?.At(second) ?? second;
        var day = (long)Math.Floor(second / SecondsPerDay);
        return (day, second - (day * (double)SecondsPerDay));
    }

    /// <summary>The daily curve, and what the day and its week make of it.</summary>
    private (double Curve, double Days) PartsAt(long bin, double holiday)
    {
        var (day, second) = DayOf(bin);
        var position = second / _slotSeconds;
        return (CurveAt(position - 0.5), DayFactor(DayOfWeek(day), holiday) * WeekFactor(DayOfWeek(day), position, holiday));
    }

    private double CurveAt(long bin) => CurveAt((DayOf(bin).Second / _slotSeconds) - 0.5);

    private double CurveAt(double position)
    {
        var left = (int)Math.Floor(position);
        double a = _curve[left < 0 ? _slots - 1 : left], b = _curve[left + 1 >= _slots ? 0 : left + 1];
        return a + ((b - a) * (position - left));
    }

    /// <summary>A holiday has a Sunday's shape.</summary>
    private double WeekFactor(int weekday, double position, double holiday) =>
        _week is null ? 1
        : holiday == 0 ? _week.At(weekday, position)
        : ((1 - holiday) * _week.At(weekday, position)) + (holiday * _week.At(Sunday, position));

    private double DayFactor(int weekday, double holiday) =>
        holiday == 0 ? _dayFactor[weekday] : ((1 - holiday) * _dayFactor[weekday]) + (holiday * _dayFactor[HolidayClass]);

    private void Add(int slot, int weekday, double holiday, double count, double ofSlot, double ofDay)
    {
        _slotCount[slot] += (float)count;
        _slotExpected[slot] += (float)ofSlot;
        _dayCount[weekday] += (float)((1 - holiday) * count);
        _dayExpected[weekday] += (float)((1 - holiday) * ofDay);
        _dayCount[HolidayClass] += (float)(holiday * count);
        _dayExpected[HolidayClass] += (float)(holiday * ofDay);
    }

    /// <summary>The slot and the weekday of a bin; what they hold fades when they are entered.</summary>
    private (int Slot, int Weekday) Turn(long bin, double holiday)
    {
        var (day, second) = DayOf(bin);
        var slot = Math.Min(_slots - 1, (int)(second / _slotSeconds));
        var weekday = DayOfWeek(day);
        if (slot != _lastSlot)
        {
            var keep = (float)Math.Exp(-1 / SlotMemoryDays);
            _slotCount[slot] *= keep;
            _slotExpected[slot] *= keep;
            _lastSlot = slot;
        }

        if (weekday != _lastDay)
        {
            Fade(weekday, Math.Exp(-(1 - holiday) / DayMemoryWeeks));
            Fade(HolidayClass, 1 - ((1 - HolidayMemory) * holiday));
            _lastDay = weekday;
        }

        return (slot, weekday);

        void Fade(int day, double keep)
        {
            _dayCount[day] *= (float)keep;
            _dayExpected[day] *= (float)keep;
        }
    }

    private void FitCurve(double dispersion, Rhythm? parent)
    {
        var total = 0.0;
        for (var i = 0; i < _slots; i++)
        {
            total += _slotCount[i];
        }

        var widening = Math.Clamp(Math.Pow(FullCounts * dispersion / Math.Max(1, total), 0.2), 0.4, 4);
        var deviation = KernelMinutes * 60 / _slotSeconds * widening;
        var reach = Math.Min((_slots - 1) / 2, (int)(3 * deviation));
        Span<double> weights = stackalloc double[reach + 1];
        for (var j = 0; j <= reach; j++)
        {
            weights[j] = Math.Exp(-0.5 * j * j / (deviation * deviation));
        }

        var pseudo = PseudoCounts * dispersion;
        var mean = 0.0;
        for (var i = 0; i < _slots; i++)
        {
            double count = _slotCount[i], expected = _slotExpected[i];
            for (var j = 1; j <= reach; j++)
            {
                var left = i - j < 0 ? i - j + _slots : i - j;
                var right = i + j >= _slots ? i + j - _slots : i + j;
                count += weights[j] * (_slotCount[left] + _slotCount[right]);
                expected += weights[j] * (_slotExpected[left] + _slotExpected[right]);
            }

            var prior = parent is null ? 1 : parent._curve[i];
            _curve[i] = (float)((count + (pseudo * prior)) / (expected + pseudo));
            mean += _curve[i];
        }

        Normalise(_curve, mean / _slots);
    }

    private void FitDays(double dispersion, Rhythm? parent)
    {
        // Days of one kind (working days, weekend) share a factor; each day then leaves it only as far as its own counts carry.
        Span<double> kind = stackalloc double[2];
        var typical = 0.0;
        for (var k = 0; k < 2; k++)
        {
            double count = 0, expected = 0;
            var (first, last) = k == 0 ? (0, 5) : (5, WeekDays);
            var prior = 0.0;
            for (var d = first; d < last; d++)
            {
                count += _dayCount[d];
                expected += _dayExpected[d];
                prior += parent is null ? 1 : parent._dayFactor[d];
            }

            typical = k == 0 ? expected / 5 / DayMemoryWeeks : typical;
            var pseudo = (PseudoCounts * dispersion) + (0.3 * typical);
            kind[k] = (count + (pseudo * prior / (last - first))) / (expected + pseudo);
        }

        var mean = 0.0;
        for (var d = 0; d < WeekDays; d++)
        {
            var pseudo = (PseudoCounts * dispersion) + (4 * typical);
            var shared = kind[d < 5 ? 0 : 1];
            _dayFactor[d] = (float)((_dayCount[d] + (pseudo * shared)) / (_dayExpected[d] + pseudo));
            mean += _dayFactor[d];
        }

        var few = (PseudoCounts * dispersion) + (0.3 * typical);
        _dayFactor[HolidayClass] = (float)((_dayCount[HolidayClass] + (few * _dayFactor[Sunday])) / (_dayExpected[HolidayClass] + few));
        Normalise(_dayFactor, mean / WeekDays);
    }

    private void SetLargest() => Largest = (double)_curve.Max() * _dayFactor.Max() * (_week?.Largest ?? 1);

    private static void Normalise(float[] factors, double mean)
    {
        for (var i = 0; i < factors.Length; i++)
        {
            factors[i] /= (float)mean;
        }
    }
}
