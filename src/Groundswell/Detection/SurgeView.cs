namespace Groundswell.Detection;

/// <summary>What one window says of a group: of each member under each hypothesis, and of all of them together.</summary>
internal sealed class SurgeView
{
    private const double Beforehand = -0.7; // ln of the odds of a surge, where a service is reported more

    private readonly int _points = SurgeLaw.Points;
    private readonly SurgeTerms[] _terms; // by member
    private readonly double[] _surge; // sums over members
    private readonly double[] _shared;

    public SurgeView(IReadOnlyList<SurgeMember> members, int window)
    {
        _terms = new SurgeTerms[members.Count];
        _surge = [.. LogShares];
        _shared = new double[SharesFailing.Length];
        Array.Fill(_shared, -Math.Log(SharesFailing.Length));
        for (var j = 0; j < _terms.Length; j++)
        {
            var terms = _terms[j] = members[j].At(window);
            for (var g = 0; g < _surge.Length; g++)
            {
                _surge[g] += terms.Surge[g];
            }

            for (var q = 0; q < _shared.Length; q++)
            {
                _shared[q] += terms.Shared[q];
            }
        }
    }

    /// <summary>By point: <see cref="SurgeLaw.LogShare"/>.</summary>
    public static double[] LogShares { get; } = [.. Enumerable.Range(0, SurgeLaw.Points).Select(SurgeLaw.LogShare)];

    /// <summary>By how much of the group a shared outage takes.</summary>
    public static double[] SharesFailing { get; } = [0.3, 0.6, 0.95];

    /// <summary>ln P(all others | a surge) / P(them | each by itself).</summary>
    /// <param name="without">Who is left out; below 0 for none.</param>
    public double Surge(int without)
    {
        Span<double> logs = stackalloc double[_points];
        FillSurge(logs, without);
        return SurgeLaw.Add(logs);
    }

    /// <summary>The same of an outage that they share.</summary>
    public double Shared(int without)
    {
        Span<double> logs = stackalloc double[_shared.Length];
        for (var q = 0; q < _shared.Length; q++)
        {
            logs[q] = SharedAt(q, without);
        }

        return SurgeLaw.Add(logs);
    }

    /// <summary>The likeliest factor of a surge.</summary>
    public double Factor()
    {
        var top = _surge.Max();
        double sum = 0, mean = 0;
        for (var g = 0; g < _points; g++)
        {
            var weight = Math.Exp(_surge[g] - top);
            (sum, mean) = (sum + weight, mean + (weight * Math.Log(SurgeLaw.FactorAt(g))));
        }

        return Math.Exp(mean / sum);
    }

    /// <summary>ln P(spread of the surge) by what all others show; a long window tells it, a short one does not.</summary>
    public void Spreads(int without, Span<double> spreads)
    {
        Span<double> logs = stackalloc double[_points];
        FillSurge(logs, without);
        var (all, factors) = (SurgeLaw.Add(logs), _points / SurgeLaw.SpreadCount);
        for (var s = 0; s < spreads.Length; s++)
        {
            spreads[s] = SurgeLaw.Add(logs.Slice(s * factors, factors)) - all;
        }
    }

    /// <summary>ln of the odds that a member fails.</summary>
    /// <param name="member">Which one.</param>
    /// <param name="sign">ln of what speaks for its outage beside the number of reports.</param>
    /// <param name="own">ln of the odds beforehand that it fails by itself.</param>
    /// <param name="sharedOutage">ln of how much likelier beforehand an outage of them all is than a surge.</param>
    /// <param name="spreads">What <see cref="Spreads"/> a longer window tells; empty for what this one does.</param>
    public double OddsFailing(int member, double sign, double own, double sharedOutage, ReadOnlySpan<double> spreads)
    {
        Span<double> here = stackalloc double[spreads.Length];
        Spreads(member, here);
        Span<double> others = stackalloc double[_points];
        FillSurge(others, member);
        var failing = _terms[member].Failing + sign;
        Span<double> well = stackalloc double[_points + _shared.Length + 1];
        Span<double> down = stackalloc double[_points + _shared.Length + 1];
        for (var g = 0; g < _points; g++)
        {
            var spread = SurgeLaw.SpreadOf(g);
            var weight = Beforehand + others[g] + (spreads.Length > 0 ? spreads[spread] - here[spread] : 0);
            (well[g], down[g]) = (weight + _terms[member].Surging[g], weight + own + failing);
        }

        for (var q = 0; q < _shared.Length; q++)
        {
            var weight = Beforehand + sharedOutage + SharedAt(q, member);
            (well[_points + q], down[_points + q]) = (weight + Math.Log(1 - SharesFailing[q]) + _terms[member].Usual, weight + Math.Log(SharesFailing[q]) + failing);
        }

        (well[^1], down[^1]) = (_terms[member].Usual, own + failing);
        return SurgeLaw.Add(down) - SurgeLaw.Add(well);
    }

    private void FillSurge(Span<double> logs, int without)
    {
        for (var g = 0; g < _points; g++)
        {
            logs[g] = double.IsNegativeInfinity(_surge[g]) || without < 0 ? _surge[g] : _surge[g] - _terms[without].Surge[g];
        }
    }

    private double SharedAt(int share, int without) => without < 0 ? _shared[share] : _shared[share] - _terms[without].Shared[share];
}
