namespace Groundswell.Detection;

/// <summary>What one window says of a group: of each member under each hypothesis, and of all of them together.</summary>
internal sealed class SurgeView
{
    private const double FailsAlone = 0.02; // of the services, each by itself
    private const double LeastExpected = 0.02; // less says nothing

    private static readonly double[] SharesFailing = [0.3, 0.6, 0.95]; // by how much of the group a shared outage takes

    private readonly int _points = SurgeLaw.Points;
    private readonly double[] _surging; // by member and point: ln P(its count)
    private readonly double[] _usual;
    private readonly double[] _failing;
    private readonly double[] _surgeTerms; // what each member adds to the sums below
    private readonly double[] _sharedTerms;
    private readonly double[] _surge;
    private readonly double[] _shared;

    public SurgeView(IReadOnlyList<SurgeMember> members, int window)
    {
        var count = members.Count;
        (_usual, _failing) = (new double[count], new double[count]);
        (_surging, _surgeTerms, _sharedTerms) = (new double[count * _points], new double[count * _points], new double[count * SharesFailing.Length]);
        _surge = [.. Enumerable.Range(0, _points).Select(SurgeLaw.LogShare)];
        _shared = [.. SharesFailing.Select(_ => -Math.Log(SharesFailing.Length))];
        for (var j = 0; j < count; j++)
        {
            if (members[j].Counts.Expected[window] >= LeastExpected || members[j].Counts.Reports[window] > 0)
            {
                Take(j, members[j], window);
            }
        }
    }

    /// <summary>ln P(all others | a surge) / P(them | each by itself).</summary>
    /// <param name="without">Who is left out; below 0 for none.</param>
    public double Surge(int without)
    {
        var sum = double.NegativeInfinity;
        for (var g = 0; g < _points; g++)
        {
            sum = SurgeLaw.Add(sum, SurgeAt(g, without));
        }

        return sum;
    }

    /// <summary>The same of an outage that they share.</summary>
    public double Shared(int without)
    {
        var sum = double.NegativeInfinity;
        for (var q = 0; q < _shared.Length; q++)
        {
            sum = SurgeLaw.Add(sum, SharedAt(q, without));
        }

        return sum;
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
    public double[] Spreads(int without)
    {
        var spreads = new double[SurgeLaw.SpreadCount];
        Array.Fill(spreads, double.NegativeInfinity);
        for (var g = 0; g < _points; g++)
        {
            spreads[SurgeLaw.SpreadOf(g)] = SurgeLaw.Add(spreads[SurgeLaw.SpreadOf(g)], SurgeAt(g, without));
        }

        var sum = spreads.Aggregate(SurgeLaw.Add);
        return [.. spreads.Select(s => s - sum)];
    }

    /// <summary>ln of the odds that a member fails.</summary>
    /// <param name="member">Which one.</param>
    /// <param name="sign">ln of what speaks for its outage beside the number of reports.</param>
    /// <param name="own">ln of the odds beforehand that it fails by itself.</param>
    /// <param name="sharedOutage">ln of how much likelier beforehand an outage of them all is than a surge.</param>
    /// <param name="spreads">What <see cref="Spreads"/> a longer window tells; null for what this one does.</param>
    public double OddsFailing(int member, double sign, double own, double sharedOutage, double[]? spreads)
    {
        if (spreads is not null)
        {
            var here = Spreads(member);
            spreads = [.. spreads.Select((s, i) => double.IsFinite(here[i]) ? s - here[i] : 0)];
        }

        var failing = _failing[member] + sign;
        var (well, down) = (_usual[member], own + failing);
        for (var g = 0; g < _points; g++)
        {
            var others = SurgeAt(g, member) + (spreads?[SurgeLaw.SpreadOf(g)] ?? 0);
            well = SurgeLaw.Add(well, others + _surging[(member * _points) + g]);
            down = SurgeLaw.Add(down, others + own + failing);
        }

        for (var q = 0; q < _shared.Length; q++)
        {
            var others = sharedOutage + SharedAt(q, member);
            well = SurgeLaw.Add(well, others + Math.Log(1 - SharesFailing[q]) + _usual[member]);
            down = SurgeLaw.Add(down, others + Math.Log(SharesFailing[q]) + failing);
        }

        return down - well;
    }

    private static double Mix(double well, double failing, double share) => SurgeLaw.Add(Math.Log(1 - share) + well, Math.Log(share) + failing);

    private void Take(int j, in SurgeMember member, int window)
    {
        _usual[j] = SurgeLaw.Usual(member.Counts, window);
        _failing[j] = SurgeLaw.Failing(member.Counts, window);
        var failing = _failing[j] + member.Sign;
        var alone = Mix(_usual[j], failing, FailsAlone);
        for (var g = 0; g < _points; g++)
        {
            var at = (j * _points) + g;
            _surging[at] = SurgeLaw.Surging(member.Counts, window, g);
            _surgeTerms[at] = Mix(_surging[at], failing, FailsAlone) - alone;
            _surge[g] += _surgeTerms[at];
        }

        for (var q = 0; q < _shared.Length; q++)
        {
            var at = (j * _shared.Length) + q;
            _sharedTerms[at] = Mix(_usual[j], failing, SharesFailing[q]) - alone;
            _shared[q] += _sharedTerms[at];
        }
    }

    private double SurgeAt(int point, int without) => without < 0 ? _surge[point] : _surge[point] - _surgeTerms[(without * _points) + point];

    private double SharedAt(int share, int without) => without < 0 ? _shared[share] : _shared[share] - _sharedTerms[(without * _shared.Length) + share];
}
