using System.Runtime.InteropServices;
using Groundswell.Counting;
using Groundswell.Detection;
using Groundswell.Learning;

namespace Groundswell;

/// <summary>What a shard holds of one service beside its bins.</summary>
internal sealed class ShardedService(string category, ServiceDetector detector, HalfHours halfHours)
{
    private List<SeriesCount>? _heard; // of the minute that is being closed or looked at
    private ServiceAssessment? _calm;
    private int[]? _sparkline;
    private float[]? _expected;
    private int _sparklineStep;
    private int _expectedStep;

    public string Category => category;

    public ServiceDetector Detector => detector;

    public HalfHours HalfHours => halfHours;

    private bool HasHeard => _heard is { Count: > 0 };

    public void CountInHalfHour(int minute)
    {
        halfHours.Add(minute, 1);
        _sparkline = null;
    }

    /// <summary>Takes a count of the minute that is then closed, or looked at while it is open.</summary>
    public void Hear(SeriesCount count) => (_heard ??= []).Add(count);

    /// <summary>Closes a minute; where nothing was heard it is silence, or nothing known where the node was asleep.</summary>
    public void Close(long minute, bool wasAsleep)
    {
        if (!HasHeard && wasAsleep)
        {
            Skip(minute, minute);
        }
        else if (HasHeard || minute >= detector.DueMinute)
        {
            Change();
            detector.Observe(minute, CollectionsMarshal.AsSpan(_heard));
            _heard?.Clear();
        }
    }

    /// <summary>Passes over minutes of which nothing is known.</summary>
    public void Skip(long first, long last)
    {
        Change();
        detector.PassSilence(first);
        detector.Skip(last);
    }

    /// <summary>Takes in silence before a minute. What is then stored goes on as what stays here: neither remembers a calm answer.</summary>
    public void PassSilence(long minute)
    {
        Change();
        detector.PassSilence(minute);
    }

    public void Amend(long minute, SeriesCount delta)
    {
        Change();
        detector.Amend(minute, delta);
    }

    public void Reconsider(AlarmLesson lesson)
    {
        Change();
        detector.Reconsider(Shard.MinuteOf(lesson.From), Shard.MinuteOf(lesson.To), lesson.Verdict);
    }

    /// <summary>How the service stands, with what was heard of the open minute.</summary>
    public ServiceAssessment Assess(DateTimeOffset now, double fraction)
    {
        // A further part of a minute in which nothing came cannot make a calm service less calm: most services, at most ticks.
        if (!HasHeard && _calm is not null)
        {
            return _calm with { At = now };
        }

        detector.PassSilence(Shard.MinuteOf(now));
        var assessment = detector.Peek(now, fraction, CollectionsMarshal.AsSpan(_heard));
        _calm = !HasHeard && assessment.State is SeriesState.Normal or SeriesState.Unknown ? assessment : null;
        _heard?.Clear();
        return assessment;
    }

    /// <summary>Reports of each of the last half hours.</summary>
    public IReadOnlyList<int> Sparkline(int minute)
    {
        var step = minute / HalfHours.StepMinutes;
        if (_sparkline is null || _sparklineStep != step)
        {
            (_sparkline, _sparklineStep) = (halfHours.Last(step, ShardCharts.SparklineSteps), step);
        }

        return _sparkline;
    }

    /// <summary>What is expected in each of them; drawn anew when the detector has closed a minute.</summary>
    public IReadOnlyList<float> ExpectHalfHours(int minute)
    {
        var step = minute / HalfHours.StepMinutes;
        if (_expected is null || _expectedStep != step)
        {
            (_expected, _expectedStep) = (ShardCharts.ExpectHalfHours(detector, minute), step);
        }

        return _expected;
    }

    private void Change()
    {
        _calm = null;
        _expected = null;
    }
}
