using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Learning;
using static Groundswell.Tests.Learning.LearningWorld;

namespace Groundswell.Tests.Learning;

/// <summary>Outages of the database every third day; <c>loner</c> is not known to need it.</summary>
public sealed class DependencyHintsTests
{
    private const int Year = 365;
    private static readonly ServiceId Loner = ServiceId.Parse("loner");

    [Fact]
    public void A_service_that_keeps_failing_with_a_component_is_a_hint_with_what_it_stands_on()
    {
        var hint = Assert.Single(Find(Together(4), outages: 5));
        Assert.Equal((Loner, Db, 5, 4), (hint.Service, hint.Component, hint.Incidents, hint.Cases.Count));
        Assert.InRange(hint.Posterior, 0.9, 1);
        Assert.InRange(hint.BaseRate, 0, 0.001);
        Assert.Equal((new IncidentId(4), new IncidentId(103), TimeSpan.FromMinutes(6)), (hint.Cases[0].Cause, hint.Cases[0].Own, hint.Cases[0].After));
        Assert.Equal(Criticality.Hard, hint.Criticality);
    }

    [Fact]
    public void One_that_failed_with_it_once_or_fails_all_the_time_is_none()
    {
        Assert.Empty(Find(Together(1), outages: 5));

        // Every hour of the year.
        Assert.Empty(Find([.. Enumerable.Range(0, 24 * Year).Select(h => new OwnOutage(Loner, new IncidentId(100 + h), Start.AddHours(h)))], outages: 5));
    }

    [Fact]
    public void One_that_mostly_stays_up_with_it_is_none() => Assert.Empty(Find(Together(2), outages: 60));

    [Fact]
    public void A_service_with_a_way_to_the_component_is_none() =>
        Assert.Empty(Find([.. Together(5).Select(o => o with { Service = ServiceId.Parse("mail") })], outages: 5));

    [Fact]
    public void What_a_known_dependency_explains_is_no_evidence() =>
        Assert.Empty(Find(Together(5), outages: 5, explained: Enumerable.Range(100, 5)));

    [Fact]
    public void Outages_of_the_time_before_it_was_watched_do_not_count_against_it()
    {
        Assert.Empty(Find([.. Together(25).Skip(22)], outages: 25));
        Assert.Equal(3, Assert.Single(Find([.. Together(25).Skip(22)], outages: 25, since: At(65, 0))).Incidents);
    }

    [Fact]
    public void Where_two_failed_together_the_one_that_stands_on_the_other_is_the_hint()
    {
        var hints = Find(Together(5), Outages(Enumerable.Range(0, 5).Select(i => Incident(i + 1, 3 * i, Failed(3 * i, 3, Queue, Db, isSeen: true)))));
        Assert.Equal([Queue], hints.Select(h => h.Component));
    }

    [Fact]
    public void Where_it_fails_also_with_the_lower_one_alone_both_are_hints()
    {
        var hints = Find(Together(10), Outages(Enumerable.Range(0, 10).Select(i => Incident(i + 1, 3 * i, i < 5 ? [Failed(3 * i, 3, Queue, Db, isSeen: true)] : []))));
        Assert.Equal([(Db, 5), (Queue, 5)], hints.Select(h => (h.Component, h.Incidents)).OrderBy(h => h.Component.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public void Its_entry_can_be_pasted_into_the_catalogue()
    {
        var hints = Find(Together(4), outages: 5);
        var yaml = HintWords.Yaml(hints);
        var pasted = yaml.Split('\n').SkipWhile(l => !l.Contains("dependencies:", StringComparison.Ordinal)).Where(l => l.Length > 0);

        var catalogue = Read("  pasted:\n    name: Pasted\n    category: shops\n" + string.Join('\n', pasted));

        var need = Assert.Single(catalogue.Services[ServiceId.Parse("pasted")].Dependencies);
        Assert.Equal((Db, Criticality.Hard, true), (need.On, need.Criticality, need.IsAssumed));
        Assert.Contains("failed in 4 of 5 outages of it (i-4, i-3, i-2, i-1), and in less than 0.1 % of times", need.Evidence[0].Source, StringComparison.Ordinal);
        Assert.StartsWith("services:\n  loner:\n    dependencies:\n", yaml, StringComparison.Ordinal);
    }

    private static List<OwnOutage> Together(int times) => [.. Enumerable.Range(0, times).Select(i => new OwnOutage(Loner, new IncidentId(100 + i), At(3 * i, 6)))];

    private static IReadOnlyList<DependencyHint> Find(IReadOnlyCollection<OwnOutage> own, int outages, IEnumerable<int>? explained = null, DateTimeOffset? since = null) =>
        Find(own, Outages(Enumerable.Range(0, outages).Select(i => Incident(i + 1, 3 * i))), explained, since);

    private static IReadOnlyList<DependencyHint> Find(IReadOnlyCollection<OwnOutage> own, IReadOnlyList<ConfirmedOutage> outages, IEnumerable<int>? explained = null, DateTimeOffset? since = null) =>
        new DependencyHints(World, outages, own, (explained ?? []).Select(n => new IncidentId(n)).ToHashSet()).Find(_ => since ?? Start.AddDays(-1), At(Year, 0));
}
