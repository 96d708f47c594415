using System.Buffers;
using Groundswell.Catalogue;
using Groundswell.Counting;

namespace Groundswell.Detection;

/// <summary>
/// Judges one service, minute by minute: its total, and each country and each symptom on its own, so that an outage in one country is
/// seen although the total hardly moves, and one that is faint everywhere is seen in the total. All of them together are one statistic, the
/// weighted mean of theirs: since each has an expectation of at most t after t normal minutes, so has the mean, whatever their dependence,
/// and looking at many places costs no more than the weights say. Silent minutes need not be told of: <see cref="PassSilence"/> takes
/// them in at once. Not safe for concurrent use: a service has one owner.
/// </summary>
public sealed partial class ServiceDetector
{
    private const int SnapshotVersion = 4;
    private const double TotalShare = 0.7; // of the false alarms allowed: most outages show there
    private const double RegionShare = 0.2;
    private const double SymptomShare = 0.1;
    private const int HolidayMinutes = 60;
    private const int HolidayDigits = 2; // a country with hardly a report makes no day of its own
    private const double LeastReports = 3; // in a part, before it can speak for the whole
    private const int RecentMinutes = 15;
    private const int SweepMinutes = 60;
    private const int LongestNap = 15; // minutes that a silent service is left alone
    private const double NapReports = 7; // expected; a silence of more is looked at
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(15);

    private readonly Func<int, SymptomId> _symptomOf;
    private readonly SeriesModel _model;
    private readonly SeriesDetector _total;
    private readonly PartTable _regions;
    private readonly PartTable _symptoms;
    private readonly int _sweepOffset;
    private Episode _episode;
    private AlarmRecord _alarms;
    private long _holidayHour = long.MinValue;
    private double _holiday;
    private long _due;

    /// <param name="service">Which service it is.</param>
    /// <param name="symptomOf">Gives the symptom that a <see cref="SeriesCount.Symptom"/> number stands for.</param>
    /// <param name="options">The bin width must be one minute.</param>
    public ServiceDetector(ServiceId service, Func<int, SymptomId> symptomOf, DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(symptomOf);
        ArgumentNullException.ThrowIfNull(options);
        if (options.BinWidth != TimeSpan.FromMinutes(1))
        {
            throw new ArgumentException($"{nameof(options.BinWidth)} is {options.BinWidth}; services are judged in bins of one minute.", nameof(options));
        }

        Service = service;
        _sweepOffset = service.ToString().Sum(c => c) % SweepMinutes;
        _symptomOf = symptomOf;
        _model = SeriesModel.Of(options);
        _total = new SeriesDetector(_model, parent: null, HolidayOf) { PriceDecades = -Math.Log10(TotalShare) };
        _regions = new PartTable(_model, _total, HolidaysIn) { Share = RegionShare };
        _symptoms = new PartTable(_model, _total, _ => HolidayOf) { Share = SymptomShare };
        _episode.Enter(SeriesState.Unknown, 0);
    }

    public ServiceId Service { get; }

    /// <summary>The next minute (since the Unix epoch) that <see cref="Observe"/> or <see cref="Skip"/> takes, or null before the first.</summary>
    public long? NextMinute => _total.NextBin;

    /// <summary>
    /// Until this minute nothing is lost if silence is not told of: the service is calm, and hardly a report was expected. Then
    /// <see cref="PassSilence"/> wants to be called.
    /// </summary>
    public long DueMinute => _due;

    /// <summary>Series that were heard at least once: the total, countries, symptoms.</summary>
    internal int Series => 1 + _regions.Count + _symptoms.Count;

    /// <summary>Series that are held whole; the others sleep.</summary>
    internal int AwakeSeries => 1 + _regions.Awake + _symptoms.Awake;

    /// <summary>Nothing is afoot, neither in the total nor in the whole.</summary>
    internal bool IsCalm => _total.IsCalm && _episode.State is SeriesState.Normal or SeriesState.Unknown;

    /// <summary>Closes a minute; minutes between the last one and this were silent.</summary>
    /// <exception cref="ArgumentException">The minute was closed before, or a count is negative.</exception>
    public void Observe(long minute, ReadOnlySpan<SeriesCount> counts)
    {
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count.Count, nameof(counts));
        }

        if (NextMinute < minute)
        {
            PassSilence(minute);
        }

        var sum = 0L;
        foreach (var count in counts)
        {
            if (count.Count == 0)
            {
                continue;
            }

            sum += count.Count;
            _symptoms.Hear((uint)count.Symptom, count.Count);
            var region = count.Region.Country;
            if (!region.IsUnknown)
            {
                _regions.Hear(region.ToPacked(), count.Count);
            }
        }

        var sign = _total.Advance(minute, (int)Math.Min(int.MaxValue, sum));
        _regions.Close(minute);
        _symptoms.Close(minute);
        StepEpisode(minute, 1, sign);
        Sweep(minute, minute + 1);
        _due = NextDue(minute + 1);
    }

    /// <summary>Takes in that no report came before a minute, from the last one that was closed on.</summary>
    public void PassSilence(long minute)
    {
        if (NextMinute is not { } next || next >= minute)
        {
            return;
        }

        var first = next;
        while (next < minute)
        {
            // While something is afoot each minute is judged by itself, else as many as are nothing but calm.
            var until = IsCalm ? minute : next + 1;
            _total.PassSilence(until);
            SettleAfoot();
            StepEpisode(until - 1, until - next, _total.Sign);
            next = until;
        }

        Sweep(first, minute);
        _due = NextDue(minute);
    }

    /// <summary>Passes over minutes in which the node could hear nothing, up to and including this one.</summary>
    public void Skip(long minute)
    {
        var next = NextMinute ?? minute;
        _regions.Skip(minute);
        _symptoms.Skip(minute);
        _total.Skip(minute);
        if (_episode.State != SeriesState.Unknown && minute - next + 1 >= SeriesDetector.ForgetSeconds / 60)
        {
            _episode.Enter(SeriesState.Normal, minute); // what ended or began meanwhile is not known
        }

        _due = minute + 1;
    }

    /// <summary>
    /// Takes what later evidence says of the time between two minutes, if the service was called down then: probes, a cause that was named. It is
    /// remembered for the latest such time, of the service and of those parts that are awake.
    /// </summary>
    public void Reconsider(long from, long to, AlarmVerdict verdict)
    {
        _alarms.Reconsider(from, to, verdict, _model);
        _total.Reconsider(from, to, verdict);
        _regions.Reconsider(from, to, verdict);
        _symptoms.Reconsider(from, to, verdict);
    }

    /// <summary>Late reports in a minute closed before. They count where the minute is still held, and are not learned.</summary>
    public void Amend(long minute, SeriesCount delta)
    {
        if (NextMinute is null)
        {
            return;
        }

        _total.Amend(minute, delta.Count);
        _symptoms.Amend((uint)delta.Symptom, minute, delta.Count);
        var region = delta.Region.Country;
        if (!region.IsUnknown)
        {
            _regions.Amend(region.ToPacked(), minute, delta.Count);
        }
    }

    /// <summary>What any minute is expected to hold by the present baseline.</summary>
    public Expectation Expect(long minute) => _total.Expect(minute);

    /// <summary>The mean of <see cref="Expect"/> alone; NaN where nothing is known.</summary>
    internal double ExpectMean(long minute) => _total.ExpectMean(minute);

    /// <summary>What the service has learned of its day and week; null before it has lived through a day.</summary>
    internal Rhythm? Rhythm => _total.HasDays ? _total.Rhythm : null;

    /// <summary>Lends the rhythm of the service's category: it stands in where own reports are few.</summary>
    public void Lend(CategoryRhythm rhythm)
    {
        ArgumentNullException.ThrowIfNull(rhythm);
        _total.Lend(rhythm.Rhythm);
    }

    /// <summary>Writes all state with a version; <see cref="Read"/> continues from it bit for bit.</summary>
    public void Write(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        SettleParts();
        var cursor = SnapshotCursor.Into(writer);
        Exchange(ref cursor);
    }

    /// <summary>The detector that wrote these bytes, or null where they are of another version or damaged.</summary>
    public static ServiceDetector? Read(ReadOnlySpan<byte> snapshot, ServiceId service, Func<int, SymptomId> symptomOf, DetectorOptions options)
    {
        var detector = new ServiceDetector(service, symptomOf, options);
        var cursor = SnapshotCursor.From(snapshot);
        detector.Exchange(ref cursor);
        return cursor.IsBroken || !cursor.IsAtEnd ? null : detector;
    }

    private void Exchange(ref SnapshotCursor cursor)
    {
        cursor.Must(SnapshotVersion);
        _total.Exchange(ref cursor);
        _regions.Exchange(ref cursor);
        _symptoms.Exchange(ref cursor);
        _episode.Exchange(ref cursor);
        cursor.Field(ref _alarms);
        cursor.Field(ref _due);
        cursor.Field(ref _holidayHour);
        cursor.Field(ref _holiday);
    }

    private Func<long, double> HolidaysIn(uint region)
    {
        var country = RegionId.FromPacked(region);
        return minute => _model.Options.Holidays().IsHoliday(country, minute) ? 1 : 0;
    }

    /// <summary>The share of the service's reports that come from countries with a holiday; told anew each hour.</summary>
    private double HolidayOf(long minute)
    {
        if (minute / HolidayMinutes == _holidayHour)
        {
            return _holiday;
        }

        double celebrating = 0, all = 0;
        var calendar = _model.Options.Holidays();
        for (var i = 0; i < _regions.Count; i++)
        {
            all += _regions.Reports(i);
            celebrating += calendar.IsHoliday(RegionId.FromPacked(_regions.Key(i)), minute) ? _regions.Reports(i) : 0;
        }

        (_holidayHour, _holiday) = (minute / HolidayMinutes, all > 0 ? Math.Round(celebrating / all, HolidayDigits) : 0);
        return _holiday;
    }

    /// <summary>Parts that are calm and heard nothing are left alone, but for once an hour; not all services at once.</summary>
    private void Sweep(long from, long to)
    {
        if ((from + _sweepOffset) / SweepMinutes != (to + _sweepOffset) / SweepMinutes)
        {
            SettleParts();
            _alarms.Finish(to, _model);
        }
    }

    /// <summary>Takes in silence of all parts.</summary>
    private void SettleParts()
    {
        if (NextMinute is { } next)
        {
            _regions.Settle(next);
            _symptoms.Settle(next);
        }
    }

    /// <summary>Takes in silence of those parts on which the service's state depends.</summary>
    private void SettleAfoot()
    {
        if (NextMinute is { } next)
        {
            _regions.SettleAfoot(next);
            _symptoms.SettleAfoot(next);
        }
    }

    private long NextDue(long next) =>
        IsCalm && _total.HasDays ? next + (long)Math.Clamp(NapReports / _total.LargestRate, 0, LongestNap) : next;

    private void StepEpisode(long minute, long minutes, in Sign total)
    {
        if (!_total.HasLearned)
        {
            return;
        }

        var least = LeastOddsOfParts(_total.State);
        var statistic = (TotalShare * total.Statistic) + _regions.WeighedStatistic(LeastReports) + _symptoms.WeighedStatistic(LeastReports);
        var sign = _symptoms.Outlast(_regions.Outlast(total, least), least) with { Statistic = statistic };
        if (EpisodeRule.Step(ref _episode, _model, minute, sign, _model.DownDecades))
        {
            _regions.RecoverWithWhole(minute);
            _symptoms.RecoverWithWhole(minute);
            _total.RecoverWithWhole(minute);
        }

        LearnAlarms(minute, minutes, sign);
    }

    private void LearnAlarms(long minute, long minutes, in Sign sign)
    {
        if (!_total.HasDays)
        {
            return;
        }

        _alarms.LearnSilence((int)(minutes - 1), _model);
        _alarms.Learn(minute, sign.Statistic, _episode.State == SeriesState.Down, sign.Share, _model);
    }

    /// <summary>Where the total was down, what is not quite calm in some part when it recovers is the last reports.</summary>
    private static double LeastOddsOfParts(SeriesState total) =>
        total is SeriesState.Down or SeriesState.Recovering ? SeriesDetector.TailOdds : 0;
}
