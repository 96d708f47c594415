using System.Runtime.InteropServices;
using Groundswell.Counting;
using Groundswell.Detection;

namespace Groundswell;

/// <summary>What a shard holds of one service beside its bins.</summary>
internal sealed class ShardedService(string category, ServiceDetector detector, HalfHours halfHours)
{
    private ServiceAssessment? _calm;
    private float[]? _expected;
    private int _expectedMinute;

    public string Category => category;

    public ServiceDetector Detector => detector;

    public HalfHours HalfHours => halfHours;

    /// <summary>Closes a minute; null counts are silence, or nothing known where the node was asleep.</summary>
    public void Close(long minute, List<SeriesCount>? counts, bool wasAsleep)
    {
        if (counts is null && wasAsleep)
        {
            _calm = null;
            detector.PassSilence(minute);
            detector.Skip(minute);
        }
        else if (counts is not null || minute >= detector.DueMinute)
        {
            _calm = null;
            detector.Observe(minute, CollectionsMarshal.AsSpan(counts));
        }
    }

    public void Amend(long minute, SeriesCount delta)
    {
        _calm = null;
        detector.Amend(minute, delta);
    }

    /// <summary>How the service stands, with the open minute taken in.</summary>
    public ServiceAssessment Assess(DateTimeOffset now, double fraction, List<SeriesCount>? open)
    {
        // A further part of a minute in which nothing came cannot make a calm service less calm: most services, at most ticks.
        if (open is null && _calm is not null)
        {
            return _calm with { At = now };
        }

        detector.PassSilence(Shard.MinuteOf(now));
        var assessment = detector.Peek(now, fraction, CollectionsMarshal.AsSpan(open));
        _calm = open is null && assessment.State is SeriesState.Normal or SeriesState.Unknown ? assessment : null;
        return assessment;
    }

    /// <summary>What is expected in each of the last half hours; drawn anew once a minute.</summary>
    public IReadOnlyList<float> ExpectHalfHours(int minute)
    {
        if (_expected is null || _expectedMinute != minute)
        {
            (_expected, _expectedMinute) = (ShardCharts.ExpectHalfHours(detector, minute), minute);
        }

        return _expected;
    }
}
