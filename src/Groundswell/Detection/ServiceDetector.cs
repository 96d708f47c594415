using System.Buffers;
using Groundswell.Catalogue;
using Groundswell.Counting;

namespace Groundswell.Detection;

/// <summary>
/// Judges one service, minute by minute: its total, and the most active countries on their own, so that an outage in one country is
/// seen although the total hardly moves. Looking at many places costs: most of the false alarms allowed go to the total, where most
/// outages show, and the rest is shared out evenly over the countries (Bonferroni). Not safe for concurrent use: a service has one owner.
/// </summary>
public sealed partial class ServiceDetector
{
    private const int SnapshotVersion = 1;
    private const double TotalShare = 0.8; // of the false alarms allowed
    private const int RecentMinutes = 15;
    private const int WarmUpMinutes = 1440; // a country that appears is known to have been silent before; a day of that is enough
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(15);

    private readonly DetectorOptions _options;
    private readonly Func<int, SymptomId> _symptomOf;
    private readonly SeriesDetector _total;
    private readonly SortedList<uint, RegionTrack> _regions = []; // by packed country; walked by index, without an enumerator
    private readonly SortedList<int, SymptomTrack> _symptoms = [];
    private int _watched;

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
        _symptomOf = symptomOf;
        _options = options;
        _total = new SeriesDetector(options) { PriceDecades = -Math.Log10(TotalShare) };
    }

    public ServiceId Service { get; }

    /// <summary>The next minute (since the Unix epoch) that <see cref="Observe"/> or <see cref="Skip"/> takes, or null before the first.</summary>
    public long? NextMinute => _total.NextBin;

    /// <summary>Closes a minute; minutes are consecutive, and no counts mean silence.</summary>
    /// <exception cref="ArgumentException">The minute is not the next one, or a count is negative.</exception>
    public void Observe(long minute, ReadOnlySpan<SeriesCount> counts)
    {
        var sum = 0L;
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count.Count, nameof(counts));
            sum += count.Count;
            var region = count.Region.Country;
            if (!region.IsUnknown && count.Count > 0)
            {
                Track(region).Open += count.Count;
            }

            if (count.Count > 0)
            {
                Symptom(count.Symptom).Open += count.Count;
            }
        }

        _total.Advance(minute, (int)Math.Min(int.MaxValue, sum), scored: true);
        for (var i = 0; i < _regions.Count; i++)
        {
            CloseRegion(_regions.GetValueAtIndex(i), minute);
        }

        for (var i = 0; _total.State == SeriesState.Recovering && i < _regions.Count; i++)
        {
            _regions.GetValueAtIndex(i).Detector?.RecoverWithWhole();
        }

        var quiet = _total.State is SeriesState.Normal or SeriesState.Unknown;
        for (var i = 0; i < _symptoms.Count; i++)
        {
            _symptoms.GetValueAtIndex(i).Close(minute, quiet);
        }
    }

    /// <summary>Passes over minutes in which the node could hear nothing, up to and including this one.</summary>
    public void Skip(long minute)
    {
        _total.Skip(minute);
        foreach (var track in _regions.Values)
        {
            track.Detector?.Skip(minute);
        }
    }

    /// <summary>Late reports in a minute closed before. They count where the minute is still held (two hours), and are not learned.</summary>
    public void Amend(long minute, SeriesCount delta)
    {
        _total.Amend(minute, delta.Count);
        var region = delta.Region.Country;
        if (!region.IsUnknown && _regions.TryGetValue(region.ToPacked(), out var track))
        {
            track.Detector?.Amend(minute, delta.Count);
        }

        if (_symptoms.TryGetValue(delta.Symptom, out var symptom) && NextMinute is { } next)
        {
            symptom.Amend(minute, next - 1, delta.Count);
        }
    }

    /// <summary>What any minute is expected to hold by the present baseline.</summary>
    public Expectation Expect(long minute) => _total.Expect(minute);

    /// <summary>Writes all state with a version; <see cref="Read"/> continues from it bit for bit.</summary>
    public void Write(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
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
        var regions = _regions.Keys.ToArray();
        var count = regions.Length;
        cursor.Field(ref count);
        for (var i = 0; i < count && !cursor.IsBroken; i++)
        {
            var region = cursor.IsWriting ? regions[i] : 0;
            cursor.Field(ref region);
            var track = cursor.IsWriting ? _regions[region] : new RegionTrack();
            track.Exchange(ref cursor, _options);
            _regions[region] = track;
        }

        var symptoms = _symptoms.Keys.ToArray();
        count = symptoms.Length;
        cursor.Field(ref count);
        for (var i = 0; i < count && !cursor.IsBroken; i++)
        {
            var symptom = cursor.IsWriting ? symptoms[i] : 0;
            cursor.Field(ref symptom);
            var track = cursor.IsWriting ? _symptoms[symptom] : new SymptomTrack();
            track.Exchange(ref cursor);
            _symptoms[symptom] = track;
        }

        _watched = _regions.Values.Count(r => r.Detector is not null);
        ShareOutPrice();
    }

    private RegionTrack Track(RegionId region)
    {
        if (!_regions.TryGetValue(region.ToPacked(), out var track))
        {
            _regions.Add(region.ToPacked(), track = new RegionTrack());
        }

        return track;
    }

    private SymptomTrack Symptom(int symptom)
    {
        if (!_symptoms.TryGetValue(symptom, out var track))
        {
            _symptoms.Add(symptom, track = new SymptomTrack());
        }

        return track;
    }

    private void CloseRegion(RegionTrack track, long minute)
    {
        var count = (int)Math.Min(int.MaxValue, track.Open);
        track.Open = 0;
        if (track.Detector is null && count > 0 && track.Reports + count >= _options.MinimumRegionReports && MakeRoom(track))
        {
            track.Detector = WarmedUp(track.Reports, minute);
            _watched++;
            ShareOutPrice();
        }

        track.Reports += count;
        track.Detector?.Advance(minute, count, scored: false);
    }

    /// <summary>
    /// A detector that knows how silent the country was before: its earlier reports, spread evenly over the service's life, of which
    /// the latest day counts.
    /// </summary>
    private SeriesDetector WarmedUp(double earlier, long minute)
    {
        var detector = new SeriesDetector(_options);
        var life = Math.Max(1, _total.Age - 1);
        var minutes = Math.Min(WarmUpMinutes, _total.Age - 1);
        for (var m = minutes; m > 0; m--)
        {
            var due = Math.Floor(earlier * (life - m + 1) / life) - Math.Floor(earlier * (life - m) / life);
            detector.Advance(minute - m, (int)due, scored: false);
        }

        return detector;
    }

    private void ShareOutPrice()
    {
        var price = Math.Log10(Math.Max(1, _watched) / (1 - TotalShare));
        foreach (var track in _regions.Values)
        {
            track.Detector?.PriceDecades = price;
        }
    }

    /// <summary>The most active countries are watched: a newcomer takes the place of a calm one with half its reports.</summary>
    private bool MakeRoom(RegionTrack newcomer)
    {
        if (_watched < _options.MaximumRegions)
        {
            return true;
        }

        RegionTrack? least = null;
        foreach (var track in _regions.Values)
        {
            if (track.Detector is { State: SeriesState.Normal } && (least is null || track.Reports < least.Reports))
            {
                least = track;
            }
        }

        if (least is null || least.Reports * 2 > newcomer.Reports)
        {
            return false;
        }

        least.Detector = null;
        _watched--;
        return true;
    }
}
