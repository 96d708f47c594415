using System.Buffers;
using System.Buffers.Binary;
using Groundswell.Catalogue;
using Groundswell.Counting;

namespace Groundswell.Detection;

/// <summary>Judges one service by its total, in one-minute bins. Not thread-safe.</summary>
public sealed class ServiceDetector
{
    private const byte FormatVersion = 1;
    private const int RecentMinutes = 15;

    private readonly ServiceId _service;
    private readonly SeriesDetector _total;
    private readonly int[] _recent = new int[RecentMinutes];
    private long _next;

    /// <param name="service">The service that is judged.</param>
    /// <param name="options">With bins of one minute.</param>
    public ServiceDetector(ServiceId service, DetectorOptions options)
        : this(service, new SeriesDetector(options))
    {
    }

    private ServiceDetector(ServiceId service, SeriesDetector total)
    {
        _service = service;
        _total = total;
    }

    /// <summary>Closes a minute; minutes come one after another.</summary>
    public void Observe(long minute, ReadOnlySpan<SeriesCount> counts)
    {
        var count = Sum(counts);
        _total.Observe(minute, count);
        Remember(minute, count);
    }

    /// <summary>Passes over a minute of which nothing is known.</summary>
    public void Skip(long minute)
    {
        _total.Skip(minute);
        Remember(minute, 0);
    }

    /// <summary>Adds late reports to a minute that is closed.</summary>
    public void Amend(long minute, SeriesCount delta)
    {
        _total.Amend(minute, delta.Count);
        if (minute < _next && minute >= _next - RecentMinutes)
        {
            _recent[minute % RecentMinutes] += delta.Count;
        }
    }

    /// <summary>Judges as of now, with the part of the open minute that is over, and learns nothing from it.</summary>
    public ServiceAssessment Peek(DateTimeOffset now, double fraction, ReadOnlySpan<SeriesCount> open)
    {
        var count = Sum(open);
        if (_total.NextBin is null)
        {
            return Unheard(now, count);
        }

        var total = _total.Peek(Math.Clamp(fraction, 0, 1), count);
        var expected = 0.0;
        for (var minute = _next - RecentMinutes; minute < _next; minute++)
        {
            expected += _total.Expect(minute).Expected;
        }

        return new ServiceAssessment
        {
            Service = _service,
            At = now,
            State = total.State,
            Total = total,
            Onset = total.OnsetBin is { } onset ? DateTimeOffset.UnixEpoch.AddMinutes(onset) : null,
            RecentReports = _recent.Sum() + count,
            RecentExpected = expected,
        };
    }

    /// <summary>What is expected in a minute, past or to come, by the present baseline.</summary>
    public Expectation Expect(long minute) => _total.Expect(minute);

    public void Write(IBufferWriter<byte> writer)
    {
        var head = writer.GetSpan(1 + sizeof(long) + (RecentMinutes * sizeof(int)));
        head[0] = FormatVersion;
        BinaryPrimitives.WriteInt64LittleEndian(head[1..], _next);
        for (var i = 0; i < RecentMinutes; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(head[(1 + sizeof(long) + (i * sizeof(int)))..], _recent[i]);
        }

        writer.Advance(1 + sizeof(long) + (RecentMinutes * sizeof(int)));
        _total.Write(writer);
    }

    /// <summary>A detector as it was written; null if the form is not known any more.</summary>
    public static ServiceDetector? Read(ServiceId service, ReadOnlySpan<byte> content, DetectorOptions options)
    {
        const int Head = 1 + sizeof(long) + (RecentMinutes * sizeof(int));
        if (content.Length < Head || content[0] != FormatVersion || SeriesDetector.Read(content[Head..], options) is not { } total)
        {
            return null;
        }

        var detector = new ServiceDetector(service, total) { _next = BinaryPrimitives.ReadInt64LittleEndian(content[1..]) };
        for (var i = 0; i < RecentMinutes; i++)
        {
            detector._recent[i] = BinaryPrimitives.ReadInt32LittleEndian(content[(1 + sizeof(long) + (i * sizeof(int)))..]);
        }

        return detector;
    }

    private ServiceAssessment Unheard(DateTimeOffset now, int count) => new()
    {
        Service = _service,
        At = now,
        State = SeriesState.Unknown,
        Total = new Assessment
        {
            Bin = now.ToUnixTimeSeconds() / 60,
            State = SeriesState.Unknown,
            Observed = count,
            Expected = double.NaN,
            Lower = double.NaN,
            Upper = double.NaN,
            Score = 0,
            LogBayesFactor = 0,
            Information = 0,
        },
        RecentReports = count,
        RecentExpected = double.NaN,
    };

    private static int Sum(ReadOnlySpan<SeriesCount> counts)
    {
        var sum = 0;
        foreach (var count in counts)
        {
            sum += count.Count;
        }

        return sum;
    }

    private void Remember(long minute, int count)
    {
        _recent[minute % RecentMinutes] = count;
        _next = minute + 1;
    }
}
