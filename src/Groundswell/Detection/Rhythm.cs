namespace Groundswell.Detection;

/// <summary>
/// The daily curve and the weekly factors of one series, as multiples of its level. Each is shrunk towards "no rhythm" by
/// pseudo-counts, so that a short or sparse history says little; the curve is smoothed by a Gaussian kernel, wider where counts are few.
/// Days are UTC days.
/// </summary>
internal sealed class Rhythm
{
    private const int Days = 7;
    private const double KernelMinutes = 40;
    private const double FullCounts = 2000; // with this many counts the kernel has its plain width
    private const double PseudoCounts = 20;
    private const double SlotMemoryDays = 28;
    private const double DayMemoryWeeks = 4;
    private const long SecondsPerDay = 86_400;

    private readonly double _binSeconds;
    private readonly int _slots;
    private readonly double _slotSeconds;
    private readonly float[] _slotCount;
    private readonly float[] _slotExpected;
    private readonly float[] _curve;
    private readonly double[] _dayCount = new double[Days];
    private readonly double[] _dayExpected = new double[Days];
    private readonly double[] _dayFactor = new double[Days];
    private int _lastSlot = -1;
    private int _lastDay = -1;

    public Rhythm(double binSeconds)
    {
        _binSeconds = binSeconds;
        _slots = (int)Math.Clamp(Math.Round(SecondsPerDay / Math.Max(600, binSeconds)), 1, 144);
        _slotSeconds = (double)SecondsPerDay / _slots;
        _slotCount = new float[_slots];
        _slotExpected = new float[_slots];
        _curve = new float[_slots];
        Array.Fill(_curve, 1);
        Array.Fill(_dayFactor, 1);
    }

    /// <summary>Width of a slot of the daily curve.</summary>
    public double SlotSeconds => _slotSeconds;

    /// <summary>Factor on the level for a bin: the curve between the middles of slots, times the day's factor.</summary>
    public double At(long bin)
    {
        var second = (bin + 0.5) * _binSeconds;
        var day = (long)Math.Floor(second / SecondsPerDay);
        var position = ((second - (day * (double)SecondsPerDay)) / _slotSeconds) - 0.5;
        var left = (int)Math.Floor(position);
        var part = position - left;
        var a = _curve[left < 0 ? _slots - 1 : left];
        var b = _curve[left + 1 >= _slots ? 0 : left + 1];
        return (a + ((b - a) * part)) * _dayFactor[DayOfWeek(day)];
    }

    /// <summary>Takes in a bin: what was counted (cleaned) and the level; <paramref name="level"/> is 1 before <see cref="SetFirstLevel"/>.</summary>
    public void Learn(long bin, double count, double level)
    {
        var (slot, weekday) = Turn(bin);

        // A slot holds what is left when the day's factor is taken out, a day what is left when the curve is taken out.
        var factor = _dayFactor[weekday];
        _slotCount[slot] += (float)count;
        _slotExpected[slot] += (float)(level * factor);
        _dayCount[weekday] += count;
        _dayExpected[weekday] += level * (At(bin) / factor);
    }

    /// <summary>Takes in some silent bins of one slot at once.</summary>
    /// <param name="last">The latest of them.</param>
    /// <param name="bins">How many.</param>
    /// <param name="factors">Sum of <see cref="At"/> over them.</param>
    /// <param name="level">Reports a bin.</param>
    public void LearnSilence(long last, int bins, double factors, double level)
    {
        var (slot, weekday) = Turn(last);
        var factor = _dayFactor[weekday];
        _slotExpected[slot] += (float)(bins * level * factor);
        _dayExpected[weekday] += level * (factors / factor);
    }

    /// <summary>During the first day the level is not known: expectations are summed in units of it, and put right here.</summary>
    public void SetFirstLevel(double level)
    {
        for (var i = 0; i < _slots; i++)
        {
            _slotExpected[i] *= (float)level;
        }

        for (var i = 0; i < Days; i++)
        {
            _dayExpected[i] *= level;
        }
    }

    /// <summary>Fits curve and factors anew; a few microseconds, so it is done some times a day.</summary>
    public void Fit(double dispersion)
    {
        FitCurve(dispersion);
        FitDays(dispersion);
    }

    public void Exchange(ref SnapshotCursor cursor)
    {
        cursor.Must(_slots);
        cursor.Fields<float>(_slotCount);
        cursor.Fields<float>(_slotExpected);
        cursor.Fields<float>(_curve);
        cursor.Fields<double>(_dayCount);
        cursor.Fields<double>(_dayExpected);
        cursor.Fields<double>(_dayFactor);
        cursor.Field(ref _lastSlot);
        cursor.Field(ref _lastDay);
    }

    private static int DayOfWeek(long day) => (int)((((day + 3) % Days) + Days) % Days); // 0 is Monday; day 0 was a Thursday

    /// <summary>The slot and the weekday of a bin; what they hold fades when they are entered.</summary>
    private (int Slot, int Weekday) Turn(long bin)
    {
        var second = (bin + 0.5) * _binSeconds;
        var day = (long)Math.Floor(second / SecondsPerDay);
        var slot = Math.Min(_slots - 1, (int)((second - (day * (double)SecondsPerDay)) / _slotSeconds));
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
            var keep = Math.Exp(-1 / DayMemoryWeeks);
            _dayCount[weekday] *= keep;
            _dayExpected[weekday] *= keep;
            _lastDay = weekday;
        }

        return (slot, weekday);
    }

    private void FitCurve(double dispersion)
    {
        var total = 0.0;
        for (var i = 0; i < _slots; i++)
        {
            total += _slotCount[i];
        }

        var widening = Math.Clamp(Math.Pow(FullCounts * dispersion / Math.Max(1, total), 0.2), 1, 4);
        var deviation = KernelMinutes * 60 / _slotSeconds * widening;
        var reach = Math.Min((_slots - 1) / 2, (int)(3 * deviation));
        Span<double> weights = stackalloc double[reach + 1];
        for (var j = 0; j <= reach; j++)
        {
            weights[j] = Math.Exp(-0.5 * j * j / (deviation * deviation));
        }

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

            var pseudo = PseudoCounts * dispersion;
            _curve[i] = (float)((count + pseudo) / (expected + pseudo));
            mean += _curve[i];
        }

        mean /= _slots;
        for (var i = 0; i < _slots; i++)
        {
            _curve[i] /= (float)mean;
        }
    }

    private void FitDays(double dispersion)
    {
        // Days of one kind (working days, weekend) share a factor; each day then leaves it only as far as its own counts carry.
        Span<double> kind = stackalloc double[2];
        var typical = 0.0;
        for (var k = 0; k < 2; k++)
        {
            double count = 0, expected = 0;
            for (var d = k == 0 ? 0 : 5; d < (k == 0 ? 5 : 7); d++)
            {
                count += _dayCount[d];
                expected += _dayExpected[d];
            }

            typical = k == 0 ? expected / 5 / DayMemoryWeeks : typical;
            var pseudo = (PseudoCounts * dispersion) + (0.3 * typical);
            kind[k] = (count + pseudo) / (expected + pseudo);
        }

        var mean = 0.0;
        for (var d = 0; d < Days; d++)
        {
            var pseudo = (PseudoCounts * dispersion) + (4 * typical);
            var shared = kind[d < 5 ? 0 : 1];
            _dayFactor[d] = (_dayCount[d] + (pseudo * shared)) / (_dayExpected[d] + pseudo);
            mean += _dayFactor[d];
        }

        for (var d = 0; d < Days; d++)
        {
            _dayFactor[d] *= Days / mean;
        }
    }
}
