namespace Groundswell.Detection;

/// <summary>
/// The countries, or the symptoms, of one service. Most are silent on most days: of those only how often they are heard is kept, in a few
/// bytes. A part that is heard gets a detector, and loses it when it has been calm and silent for hours. Walked in the order of the keys;
/// while nothing is afoot in any of them, not walked at all.
/// </summary>
internal sealed class PartTable
{
    private const int SleepMinutes = 6 * 60;
    private const double BusyReportsADay = 24; // a part with more is watched always

    private const int LeastParts = 4; // the first ones that are heard are not the only ones there are

    private readonly SeriesModel _model;
    private readonly SeriesDetector _whole;
    private readonly Func<uint, Func<long, double>?> _holidays;
    private Part[] _parts = new Part[2];
    private int _afoot; // parts that are not calm

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

    private double Weight => Math.Pow(10, -PriceDecades);

    public uint Key(int index) => _parts[index].Key;

    /// <summary>Reports of a part, discounted as levels are; comparable between the parts of one service.</summary>
    public double Reports(int index) => _parts[index].Detector?.LevelCount ?? _parts[index].Count;

    /// <summary>Null while the part sleeps.</summary>
    public SeriesDetector? Detector(int index) => _parts[index].Detector;

    /// <summary>Reports of the minute that is about to be closed.</summary>
    public void Hear(uint key, int count)
    {
        var index = IndexOf(key);
        if (index < 0)
        {
            index = ~index;
            Insert(index, key);
        }

        Open(index, count);
    }

    /// <summary>Reports of a minute that is open, and is only looked at: they make no new part.</summary>
    public void Overhear(uint key, int count)
    {
        if (IndexOf(key) is >= 0 and var index)
        {
            Open(index, count);
        }
    }

    /// <summary>Closes a minute, after the whole has closed it. Parts that are calm and heard nothing are left alone.</summary>
    public void Close(long minute)
    {
        for (var i = 0; i < Count; i++)
        {
            ref var part = ref _parts[i];
            if (part.Open == 0 && !part.IsAfoot)
            {
                continue;
            }

            (part.Detector ?? Wake(ref part, minute)).Advance(minute, part.Open);
            part.Open = 0;
            Follow(ref part);
        }
    }

    /// <summary>Takes in silence before a minute, and lets parts sleep that have long been calm.</summary>
    public void Settle(long minute)
    {
        for (var i = 0; i < Count && Awake > 0; i++)
        {
            ref var part = ref _parts[i];
            if (part.Detector is not { } detector)
            {
                continue;
            }

            detector.PassSilence(minute);
            if (detector.IsAtRest && minute - part.Last >= SleepMinutes && detector.ReportsADay < BusyReportsADay && detector.Recent(SleepMinutes).Reports == 0)
            {
                (part.Count, part.Last, part.Detector) = ((float)detector.LevelCount, (int)minute, null);
                Awake--;
            }

            Follow(ref part);
        }
    }

    /// <summary>The same for those parts alone in which something is afoot.</summary>
    public void SettleAfoot(long minute)
    {
        for (var i = 0; i < Count && _afoot > 0; i++)
        {
            ref var part = ref _parts[i];
            if (part.IsAfoot)
            {
                part.Detector!.PassSilence(minute);
                Follow(ref part);
            }
        }
    }

    /// <summary>Later evidence on what was called down between two minutes, for the parts that are awake.</summary>
    public void Reconsider(long from, long to, AlarmVerdict verdict)
    {
        for (var i = 0; i < Count; i++)
        {
            _parts[i].Detector?.Reconsider(from, to, verdict);
        }
    }

    public void Skip(long minute)
    {
        for (var i = 0; i < Count; i++)
        {
            ref var part = ref _parts[i];
            part.Detector?.PassSilence(_whole.NextBin!.Value);
            part.Detector?.Skip(minute);
            Follow(ref part);
        }
    }

    /// <summary>Late reports of a minute closed before.</summary>
    public void Amend(uint key, long minute, int delta)
    {
        if (IndexOf(key) is >= 0 and var index && _parts[index].Detector is { } detector)
        {
            detector.PassSilence(_whole.NextBin!.Value);
            detector.Amend(minute, delta);
            Follow(ref _parts[index]);
        }
    }

    /// <summary>What all parts say together, weighed: their Shiryaev-Roberts statistics times each part's share.</summary>
    public double WeighedStatistic(double least)
    {
        var sum = 0.0;
        for (var i = 0; i < Count && _afoot > 0; i++)
        {
            if (_parts[i].IsAfoot)
            {
                var sign = _parts[i].Detector!.Sign;
                sum += sign.Reports >= least ? sign.Statistic : 0;
            }
        }

        return sum == 0 ? 0 : sum * Weight;
    }

    /// <summary>
    /// What keeps the service down: the whole, or of the parts that are called down themselves, with odds above
    /// <paramref name="least"/>, the one with the largest.
    /// </summary>
    public Sign Outlast(Sign whole, double least)
    {
        for (var i = 0; i < Count && _afoot > 0; i++)
        {
            if (_parts[i].IsAfoot && _parts[i].Detector is { State: SeriesState.Down } detector && detector.Sign is var sign && sign.Odds > least)
            {
                whole = whole.Or(sign);
            }
        }

        return whole;
    }

    /// <summary>
    /// <see cref="Outlast"/>, with <see cref="WeighedStatistic"/> added to the whole's, of a part of a minute that is still open and of which
    /// <see cref="Overhear"/> told; it is forgotten then. A part that sleeps stays asleep.
    /// </summary>
    public Sign PeekAndForget(Sign whole, double leastReports, double leastOdds, double fraction)
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            ref var part = ref _parts[i];
            var count = part.Open;
            part.Open = 0;
            if (part.Detector is not { } detector || (count == 0 && !part.IsAfoot))
            {
                continue;
            }

            detector.PassSilence(_whole.NextBin!.Value);
            Follow(ref part);
            var (sign, state) = detector.PeekState(fraction, count);
            sum += sign.Reports >= leastReports ? sign.Statistic : 0;
            whole = state == SeriesState.Down && sign.Odds > leastOdds ? whole.Or(sign) : whole;
        }

        return sum == 0 ? whole : whole with { Statistic = whole.Statistic + (sum * Weight) };
    }

    public void RecoverWithWhole(long minute)
    {
        for (var i = 0; i < Count; i++)
        {
            _parts[i].Detector?.RecoverWithWhole(minute);
            Follow(ref _parts[i]);
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
            _parts = new Part[Math.Max(2, count)];
        }

        for (var i = 0; i < count && !cursor.IsBroken; i++)
        {
            ref var part = ref _parts[i];
            cursor.Field(ref part.Key);
            cursor.Field(ref part.Count);
            cursor.Field(ref part.Last);
            var isAwake = (byte)(part.Detector is null ? 0 : 1);
            cursor.Field(ref isAwake);
            if (isAwake != 0)
            {
                Awake += cursor.IsWriting ? 0 : 1;
                (part.Detector ??= NewDetector(part.Key)).Exchange(ref cursor);
                Follow(ref part);
            }
        }

        SharePrice();
    }

    private SeriesDetector Wake(ref Part part, long minute)
    {
        var detector = NewDetector(part.Key);
        detector.Wake(_whole, part.Count * _model.LevelKeep.Of(Math.Max(0, minute - part.Last)), minute);
        detector.PriceDecades = PriceDecades;
        (part.Detector, part.Last) = (detector, (int)minute);
        Awake++;
        return detector;
    }

    private SeriesDetector NewDetector(uint key) => new(_model, _whole.Rhythm, _holidays(key));

    /// <summary>Whatever was done to a part: is something afoot in it?</summary>
    private void Follow(ref Part part)
    {
        var isAfoot = part.Detector is { IsCalm: false };
        if (isAfoot != part.IsAfoot)
        {
            part.IsAfoot = isAfoot;
            _afoot += isAfoot ? 1 : -1;
        }
    }

    private void Open(int index, int count) => _parts[index].Open = (int)Math.Min(int.MaxValue, (long)_parts[index].Open + count);

    /// <summary>Where the part stands, or the complement of where it would.</summary>
    private int IndexOf(uint key)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = _parts[middle].Key;
            if (found == key)
            {
                return middle;
            }

            (low, high) = found < key ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private void Insert(int index, uint key)
    {
        if (Count == _parts.Length)
        {
            Array.Resize(ref _parts, Count * 2);
        }

        Array.Copy(_parts, index, _parts, index + 1, Count - index);
        Count++;
        _parts[index] = new Part { Key = key };
        SharePrice();
    }

    private void SharePrice()
    {
        PriceDecades = Math.Log10(Math.Max(LeastParts, Count) / Share);
        for (var i = 0; i < Count; i++)
        {
            _parts[i].Detector?.PriceDecades = PriceDecades;
        }
    }

    private struct Part
    {
        public SeriesDetector? Detector;
        public uint Key;
        public float Count; // discounted reports of a sleeping part, as they were at its last minute
        public int Last; // that minute; of a part that is awake, the one in which it woke
        public int Open; // reports of the minute that is not closed yet
        public bool IsAfoot;
    }
}
