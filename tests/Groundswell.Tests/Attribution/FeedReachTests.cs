using Groundswell.Attribution;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell.Tests.Attribution;

/// <summary>Whose silence tells something.</summary>
public sealed class FeedReachTests
{
    private static readonly DateTimeOffset Now = new(2025, 10, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly Uri Page = new("https://status.examplia.example/feed");
    private static readonly ComponentId Tables = ComponentId.Parse("examplia/north/tables");
    private static readonly ComponentId Mail = ComponentId.Parse("examplia/global/mail");
    private static readonly ComponentId Rival = ComponentId.Parse("rivalia/north/tables");

    [Fact]
    public void A_page_that_is_read_and_silent_is_heard_of_the_components_that_its_rules_can_give() =>
        Assert.Equal([Tables], Heard(Standing()));

    [Fact]
    public void A_page_that_cannot_be_read_or_was_not_read_lately_is_not_heard()
    {
        Assert.Empty(Heard(Standing() with { Failure = "it is an HTML page" }));
        Assert.Empty(Heard(Standing() with { CurrentUntil = Now.AddSeconds(-1) }));
        Assert.Empty(Heard(Standing() with { ReadAt = null, CurrentUntil = null }));
        Assert.Empty(Heard());
    }

    [Fact]
    public void Trouble_under_a_name_that_no_rule_fits_is_no_silence()
    {
        Assert.Empty(Heard([Standing()], Thread(null, Page)));
        Assert.Equal([Tables], Heard([Standing()], Thread(null, new Uri("https://other.example/"))));
        Assert.Equal([Tables], Heard([Standing()], Thread(null, Page, isOver: true)));
    }

    [Fact]
    public void A_page_that_does_not_say_how_things_are_is_not_silent_of_them()
    {
        Assert.Empty(Heard([Standing()], Unknown(Thread(null, Page))));
        Assert.Empty(Heard([Standing()], Unknown(Thread(Tables, Page))));
        Assert.Equal([Tables], Heard([Standing()], Unknown(Thread(null, Page, isOver: true))));
    }

    [Fact]
    public void In_a_replay_a_supplier_is_heard_once_it_has_spoken() =>
        Assert.Equal([Mail, Tables], Heard([], Thread(Mail, null)));

    [Fact]
    public void What_a_page_said_that_was_not_read_lately_says_nothing_of_the_present()
    {
        NoticeThread[] threads = [Thread(Tables, Page), Thread(Mail, null)];

        Assert.Equal(threads, NoticeThread.Current(threads, [Standing() with { Failure = "down" }], Now));
        Assert.Equal([threads[1]], NoticeThread.Current(threads, [Standing() with { CurrentUntil = Now.AddSeconds(-1) }], Now));
        Assert.Equal([threads[1]], NoticeThread.Current(threads, [], Now));
    }

    [Fact]
    public void Of_two_components_that_could_be_it_the_one_whose_supplier_is_heard_to_be_silent_is_the_less_likely()
    {
        var unread = ProbabilityOf(Tables, Standing() with { Failure = "it is an HTML page" });
        var silent = ProbabilityOf(Tables, Standing());

        Assert.InRange(unread, 0.2, 0.8);
        Assert.True(silent < 0.8 * unread, $"{silent} silent, {unread} unread");
        Assert.Equal(unread, ProbabilityOf(Tables), 3);
    }

    private static FeedStanding Standing() => new("examplia", Page, Now.AddMinutes(-1), Now.AddMinutes(9), null, []);

    private static NoticeThread Thread(ComponentId? component, Uri? feed, bool isOver = false)
    {
        var notice = new Notice
        {
            Provider = "examplia",
            Feed = feed,
            Named = component?.Name ?? "Something",
            Component = component,
            State = isOver ? NoticeState.Operational : NoticeState.Degraded,
            PostedAt = Now,
            RevisedAt = Now,
            SeenAt = Now,
            Resolved = isOver,
        };
        return new NoticeThread(Now, Now, notice, isOver ? Now : null);
    }

    private static ServiceCatalogue Catalogue()
    {
        var feed = new FeedSource { Url = Page, Map = [new FeedRule(FeedMatch.Exact, "tables", ["examplia/$region/tables"])] };
        Dependency Needs(ComponentId component) => new() { On = component, Criticality = Criticality.Hard, Evidence = [new Evidence(EvidenceKind.Assumed, "made up")] };
        return new ServiceCatalogue(
            [.. Enumerable.Range(0, 6).Select(i => new Service { Id = ServiceId.Parse($"shop-{i}"), Name = $"Shop {i}", Category = "shops", Symptoms = [SymptomId.Parse("app")], Dependencies = [Needs(Tables), Needs(Rival)] })],
            [new Symptom(SymptomId.Parse("app"), "App")],
            [new Category("shops", "Shops")],
            [new Provider { Id = "examplia", Name = "Examplia", Feeds = [feed] }, new Provider { Id = "rivalia", Name = "Rivalia" }],
            [.. new[] { Tables, Mail, Rival }.Select(id => new Component { Id = id, Name = id.Name, Kind = ComponentKind.Database })]);
    }

    private static NoticeThread Unknown(NoticeThread thread) => thread with { Latest = thread.Latest with { State = NoticeState.Unknown } };

    private static IReadOnlyList<ComponentId> Heard(params FeedStanding[] feeds) => Heard(feeds, []);

    private static IReadOnlyList<ComponentId> Heard(FeedStanding[] feeds, params NoticeThread[] threads)
    {
        var catalogue = Catalogue();
        var graph = CatalogueGraph.From(catalogue);
        return [.. new FeedReach(catalogue, graph).Heard(feeds, threads, Now).Select(i => graph.Components[i]).OrderBy(c => c.ToString(), StringComparer.Ordinal)];
    }

    private static double ProbabilityOf(ComponentId component, params FeedStanding[] feeds)
    {
        var catalogue = Catalogue();
        var options = CauseOptions.Default with { NameFrom = 0.01 };
        var search = new CauseSearch(catalogue, options);
        List<ServiceAssessment> down = [.. catalogue.Services.Keys.Select(s => new ServiceAssessment
        {
            Service = s,
            At = Now,
            State = SeriesState.Down,
            Onset = Now.AddHours(-1),
            Total = new Assessment { Bin = 0, State = SeriesState.Down, Observed = 50, Expected = 2, Lower = 0, Upper = 5, Score = 1, LogBayesFactor = 30, Information = 30 },
        })];
        search.Search(Now, down, new ProbeBoard(), [], feeds, CauseBook.Empty(options), IncidentBook.Empty(IncidentOptions.Default));
        var found = search.Search(Now, down, new ProbeBoard(), [], feeds, CauseBook.Empty(options), IncidentBook.Empty(IncidentOptions.Default));
        return found.Where(f => f.Cause.Component == component).Select(f => f.Probability).DefaultIfEmpty(0).Max();
    }
}
