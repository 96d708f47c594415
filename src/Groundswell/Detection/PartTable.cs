namespace Groundswell.Detection;

/// <summary>
/// The countries, or the symptoms, of one service. Most are silent on most days: of those only how often they are heard is kept, in a few
/// bytes. A part that is heard gets a detector, and loses it when it has been calm and silent for hours. Walked in the order of the keys.
/// </summary>
internal sealed class PartTable
{
    private const int SleepMinutes = 6 * 60;
    private const double BusyReportsADay = 24; // a part with more is watched always

    private const int LeastParts = 4; // the first ones that are heard are not the only ones there are

    private readonly SeriesModel _model;
    private readonly SeriesDetector _whole;
    private readonly Func<uint, Func<long, double>?> _holidays;
    private uint[] _keys = new uint[2];
    private float[] _counts = new float[2]; // discounted reports of a sleeping part, as they were at its last minute
    private int[] _lasts = new int[2];
    private int[] _open = new int[2];
    private SeriesDetector?[] _detectors = new SeriesDetector?[2];

    /// <param name="model">Shared by all.</param>
    /// <param name="whole">The service's total.</param>
    /// <param name="holidays">Which holidays the part with a key keeps.</param>
    public PartTable(SeriesModel model, SeriesDetector whole, Func<uint, Func<long, double>?> holidays)
    {
        _model = model;
        _whole = whole;
        _holidays = holidays;
    }

    public int Count { get; private set; }

    /// <summary>Parts with a detector.</summary>
    public int Awake { get; private set; }

    /// <summary>Decades that each part's evidence is worth less than the whole's.</summary>
    public double PriceDecades { get; private set; }

    /// <summary>Share of the false alarms that all parts have together; each has its part of it.</summary>
    public required double Share { get; init; }

    public uint Key(int index) => _keys[index];

    /// <summary>Reports of a part, discounted as levels are; comparable between the parts of one service.</summary>
    public double Weight(int index) => _detectors[index]?.LevelCount ?? _counts[index];

    /// <summary>Null while the part sleeps.</summary>
    public SeriesDetector? Detector(int index) => _detectors[index];

    public int IndexOf(uint key)
    {
        var index = Array.BinarySearch(_keys, 0, Count, key);
        return index < 0 ? -1 : index;
    }

    /// <summary>Reports of the minute that is about to be closed.</summary>
    public void Hear(uint key, int count)
    {
        var index = Array.BinarySearch(_keys, 0, Count, key);
        if (index < 0)
        {
            index = ~index;
            Insert(index, key);
        }

        _open[index] = (int)Math.Min(int.MaxValue, (long)_open[index] + count);
    }

    /// <summary>Closes a minute, after the whole has closed it. Parts that are calm and heard nothing are left alone.</summary>
    public void Close(long minute)
    {
        for (var i = 0; i < Count; i++)
        {
            var count = _open[i];
            _open[i] = 0;
            if (_detectors[i] is { } awake)
            {
                if (count > 0 || !awake.IsCalm)
                {
                    awake.Advance(minute, count);
                }
            }
            else if (count > 0)
            {
                Wake(i, minute).Advance(minute, count);
            }
        }
    }

    /// <summary>Takes in silence before a minute, and lets parts sleep that have long been calm.</summary>
    public void Settle(long minute)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_detectors[i] is not { } detector)
            {
                continue;
            }

            detector.PassSilence(minute);
            if (detector.IsCalm && minute - _lasts[i] >= SleepMinutes && detector.ReportsADay < BusyReportsADay && detector.Recent(SleepMinutes).Reports == 0)
            {
                (_counts[i], _lasts[i]) = ((float)detector.LevelCount, (int)minute);
                _detectors[i] = null;
                Awake--;
            }
        }
    }

    public void Skip(long minute)
    {
        for (var i = 0; i < Count; i++)
        {
            _detectors[i]?.PassSilence(_whole.NextBin!.Value);
            _detectors[i]?.Skip(minute);
        }
    }

    /// <summary>What all parts say together, weighed: their Shiryaev-Roberts statistics times each part's share.</summary>
    public double WeighedStatistic(double least)
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            if (_detectors[i] is { IsCalm: false } detector)
            {
                var sign = detector.Sign;
                sum += sign.Reports >= least ? sign.Statistic : 0;
            }
        }

        return sum * Math.Pow(10, -PriceDecades);
    }

    /// <summary>
    /// What keeps the service down: the whole, or of the parts that are called down themselves, with odds above
    /// <paramref name="least"/>, the one with the largest.
    /// </summary>
    public Sign Outlast(Sign whole, double least)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_detectors[i] is { State: SeriesState.Down } detector && detector.Sign is var sign && sign.Odds > least)
            {
                whole = whole.Or(sign);
            }
        }

        return whole;
    }

    public void RecoverWithWhole(long minute)
    {
        for (var i = 0; i < Count; i++)
        {
            _detectors[i]?.RecoverWithWhole(minute);
        }
    }

    /// <summary>Reads or writes all; after reading, each part is as it was.</summary>
    public void Exchange(ref SnapshotCursor cursor)
    {
        var count = Count;
        cursor.Field(ref count);
        if (count is < 0 or > ushort.MaxValue)
        {
            cursor.Break();
            return;
        }

        if (!cursor.IsWriting)
        {
            Count = count;
            Resize(Math.Max(2, count));
        }

        cursor.Fields(_keys.AsSpan(0, count));
        cursor.Fields(_counts.AsSpan(0, count));
        cursor.Fields(_lasts.AsSpan(0, count));
        for (var i = 0; i < count && !cursor.IsBroken; i++)
        {
            var isAwake = (byte)(_detectors[i] is null ? 0 : 1);
            cursor.Field(ref isAwake);
            if (isAwake != 0)
            {
                Awake += cursor.IsWriting ? 0 : 1;
                (_detectors[i] ??= NewDetector(i)).Exchange(ref cursor);
            }
        }

        SharePrice();
    }

    private SeriesDetector Wake(int index, long minute)
    {
        var detector = NewDetector(index);
        detector.Wake(_whole, _counts[index] * Math.Pow(_model.LevelKeep, Math.Max(0, minute - _lasts[index])), minute);
        detector.PriceDecades = PriceDecades;
        _detectors[index] = detector;
        _lasts[index] = (int)minute;
        Awake++;
        return detector;
    }

    private SeriesDetector NewDetector(int index) => new(_model, _whole.Rhythm, _holidays(_keys[index]));

    private void Insert(int index, uint key)
    {
        if (Count == _keys.Length)
        {
            Resize(Count * 2);
        }

        Move(_keys, index);
        Move(_counts, index);
        Move(_lasts, index);
        Move(_open, index);
        Move(_detectors, index);
        Count++;
        (_keys[index], _counts[index], _lasts[index], _open[index], _detectors[index]) = (key, 0, 0, 0, null);
        SharePrice();
    }

    private void Move<T>(T[] array, int index) => Array.Copy(array, index, array, index + 1, Count - index);

    private void Resize(int length)
    {
        Array.Resize(ref _keys, length);
        Array.Resize(ref _counts, length);
        Array.Resize(ref _lasts, length);
        Array.Resize(ref _open, length);
        Array.Resize(ref _detectors, length);
    }

    private void SharePrice()
    {
        PriceDecades = Math.Log10(Math.Max(LeastParts, Count) / Share);
        for (var i = 0; i < Count; i++)
        {
            _detectors[i]?.PriceDecades = PriceDecades;
        }
    }
}
