using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Scheduling;

/// <summary>
/// Tells a vantage that has lost its own way out from suppliers that have failed: suppliers do not all fail at once. Lost is when results of
/// many independent groups fail by the network one after the other without a single one between them that reached anything; it
/// stands again when two groups were reached. Has no clock. Not safe for several threads at once.
/// </summary>
/// <remarks>
/// On the worst of days a third of all groups may fail. A run of <see cref="LongRun"/> results among which none is reached then has a
/// chance of 0.33^20, less than one in a thousand million; with half of all failing, one in a million.
/// </remarks>
public sealed class UplinkWatch
{
    /// <summary>Fewer groups than these say nothing: what a small plan looks at may well stand on one supplier.</summary>
    public const int FewestGroups = 5;

    /// <summary>Groups that a long run must have.</summary>
    public const int ManyGroups = 8;

    public const int LongRun = 20;

    /// <summary>Groups that must be reached again.</summary>
    public const int GroupsToReturn = 2;

    /// <summary>A group not heard of for so long is not part of "all".</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, DateTimeOffset> _heard = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reached = new(StringComparer.Ordinal);
    private int _run;
    private DateTimeOffset _runBegan;

    public UplinkState State { get; private set; } = UplinkState.Standing;

    /// <summary>Whether a failure may as well be the fault of the way there.</summary>
    public static bool IsOfNetwork(FailureClass failure) =>
        failure is FailureClass.Timeout or FailureClass.ConnectTimeout or FailureClass.Unreachable or FailureClass.Servfail;

    /// <summary>Takes a result of something outside.</summary>
    /// <param name="group">What fails together; see <see cref="PlannedProbe.Group"/>.</param>
    /// <param name="failure">How it failed; null where it did not.</param>
    /// <param name="at">When.</param>
    /// <returns>Whether <see cref="State"/> changed.</returns>
    public bool Apply(string group, FailureClass? failure, DateTimeOffset at)
    {
        _heard[group] = at;
        return failure is { } failed && IsOfNetwork(failed) ? Fail(group, at) : Reach(group, at);
    }

    private bool Fail(string group, DateTimeOffset at)
    {
        if (_run++ == 0)
        {
            _runBegan = at;
        }

        _failing.Add(group);
        _reached.Remove(group);
        if (State.IsLost || _failing.Count < FewestGroups)
        {
            return false;
        }

        var isLong = _run >= LongRun && _failing.Count >= ManyGroups;
        if (!isLong && !IsAll(at))
        {
            return false;
        }

        State = new UplinkState(true, _runBegan, $"the last {_run} results of {_failing.Count} independent groups all failed by the network, and none was reached in between");
        _reached.Clear();
        return true;
    }

    private bool Reach(string group, DateTimeOffset at)
    {
        if (!State.IsLost)
        {
            _run = 0;
            _failing.Clear();
            return false;
        }

        _reached.Add(group);
        if (_reached.Count < GroupsToReturn)
        {
            return false;
        }

        State = new UplinkState(false, at, "");
        _run = 0;
        _failing.Clear();
        _reached.Clear();
        return true;
    }

    /// <summary>Every group heard of lately has failed since anything was reached.</summary>
    private bool IsAll(DateTimeOffset now)
    {
        foreach (var (group, heard) in _heard)
        {
            if (now - heard > Remembered)
            {
                _heard.Remove(group);
            }
        }

        return _heard.Keys.All(_failing.Contains);
    }
}
