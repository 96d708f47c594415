using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Signals;
using Groundswell.Tests.Incidents;

namespace Groundswell.Tests.Publication;

/// <summary>A service that shows nothing is told by what fails that it cannot do without, and by its own supplier's word. Neither counts as down.</summary>
public sealed class RiskTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 4, 0, 0, TimeSpan.Zero);
    private static readonly ComponentId Payments = ComponentId.Parse("stripe/global/payments");
    private static readonly ComponentId Checkout = ComponentId.Parse("shopfront/global/checkout");
    private static readonly ComponentId Other = ComponentId.Parse("adyen/global/payments");

    [Fact]
    public void What_probes_see_fail_puts_at_risk_who_cannot_do_without_it_directly_or_through_another()
    {
        var facts = Facts([Failing(Payments)]);

        Assert.Equal(Verdict.AtRisk, Find(facts, "shop").Verdict);
        Assert.Equal("Shop is at risk: Stripe Payments API has been failing since 03:36. It cannot do without it.", Find(facts, "shop").Sentence);
        Assert.Equal("Boutique is at risk: Stripe Payments API has been failing since 03:36. It cannot do without Shopfront Checkout, which cannot either.", Find(facts, "boutique").Sentence);
        Assert.DoesNotContain(Publish(facts).Services, s => s.Verdict == Verdict.Down);
    }

    [Theory]
    [InlineData("softly")]
    [InlineData("partly")]
    [InlineData("fallback")]
    [InlineData("either")]
    [InlineData("stranger")]
    public void Who_can_do_without_it_is_not_at_risk(string service) => Assert.Equal(Verdict.Up, Find(Facts([Failing(Payments)]), service).Verdict);

    [Fact]
    public void Of_a_group_all_that_could_stand_in_must_fail() => Assert.Equal(Verdict.AtRisk, Find(Facts([Failing(Payments), Failing(Other)]), "either").Verdict);

    [Fact]
    public void Who_is_down_stays_down_and_who_is_unknown_is_at_risk()
    {
        var facts = Facts([Failing(Payments)], down: "shop");

        Assert.Equal(Verdict.Down, Find(facts, "shop").Verdict);
        Assert.Equal(Payments, Find(facts, "shop").Risk!.Component);
        Assert.Equal(Verdict.AtRisk, Find(facts with { Figures = new Dictionary<ServiceId, ServiceFigures>() }, "shop").Verdict);
    }

    [Fact]
    public void What_a_chain_leads_through_and_is_seen_to_work_carries_nothing_on() =>
        Assert.Equal(Verdict.Up, Find(Facts([Failing(Payments), Working(Checkout)]), "boutique").Verdict);

    [Theory]
    [InlineData(NoticeState.MajorOutage, Verdict.Declared, Verdict.AtRisk)]
    [InlineData(NoticeState.PartialOutage, Verdict.Declared, Verdict.AtRisk)]
    [InlineData(NoticeState.Degraded, Verdict.Up, Verdict.Up)]
    [InlineData(NoticeState.Maintenance, Verdict.Up, Verdict.Up)]
    [InlineData(NoticeState.Unknown, Verdict.Up, Verdict.Up)]
    public void A_suppliers_own_word_reaches_its_service_and_who_needs_it(NoticeState state, Verdict own, Verdict needing)
    {
        var facts = Facts([], [Said(state)]);

        Assert.Equal((own, needing), (Find(facts, "stripe").Verdict, Find(facts, "shop").Verdict));
    }

    [Fact]
    public void Its_service_is_told_in_the_suppliers_words()
    {
        var facts = Facts([], [Said(NoticeState.MajorOutage)]);

        Assert.Equal("Stripe: Stripe’s status page: major outage since 03:20. Our own figures show nothing of it yet.", Find(facts, "stripe").Sentence);
        Assert.Equal("Shop is at risk: Stripe’s status page says of Stripe Payments API: major outage, since 03:20. It cannot do without it.", Find(facts, "shop").Sentence);
    }

    [Fact]
    public void It_is_a_major_outage_since_it_is_called_so()
    {
        var facts = Facts([], [Said(NoticeState.MajorOutage) with { StateSince = Now.AddMinutes(-5) }]);

        Assert.Contains("major outage since 03:55", Find(facts, "stripe").Sentence, StringComparison.Ordinal);
        Assert.Contains("major outage, since 03:55", Find(facts, "shop").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_is_resolved_or_that_probes_contradict_puts_nobody_at_risk()
    {
        Assert.Equal(Verdict.Up, Find(Facts([], [Said(NoticeState.MajorOutage) with { ResolvedAt = Now }]), "shop").Verdict);
        Assert.Equal(Verdict.Up, Find(Facts([Working(Payments)], [Said(NoticeState.MajorOutage)]), "shop").Verdict);
    }

    [Fact]
    public void An_open_cause_puts_at_risk_until_it_is_repaired()
    {
        var named = Cause(repaired: false);
        var repaired = Cause(repaired: true);

        Assert.Equal(Verdict.AtRisk, Find(Facts([]) with { Causes = [named] }, "shop").Verdict);
        Assert.Equal(Verdict.Up, Find(Facts([]) with { Causes = [repaired] }, "shop").Verdict);
        Assert.Equal(Verdict.Up, Find(Facts([]) with { Causes = [named with { InDoubt = new CauseName(Other) }] }, "shop").Verdict);
    }

    private static CauseIncident Cause(bool repaired)
    {
        CauseEvent[] history =
        [
            new CauseEvent.Opened(new IncidentId(1), new CauseName(Payments), 0.9, Now.AddMinutes(-24), "Because.", []) { At = Now.AddMinutes(-20) },
            new CauseEvent.ComponentFailed(new FailingComponent(Payments, null, Now.AddMinutes(-24))) { At = Now.AddMinutes(-20) },
            new CauseEvent.ComponentRecovered(Payments, Now.AddMinutes(-5)) { At = Now.AddMinutes(-4) },
        ];
        return CauseIncident.Fold(repaired ? history : history[..2])!;
    }

    private static ServiceSummary Find(PublicFacts facts, string service) => Publish(facts).Services.Single(s => s.Id.ToString() == service);

    private static PublicSnapshot Publish(PublicFacts facts) => Publisher.Publish(1, Now, facts);

    private static PublicFacts Facts(IReadOnlyList<ProbeVerdict> probes, IReadOnlyList<NoticeThread>? notices = null, string? down = null)
    {
        var catalogue = World();
        return new PublicFacts
        {
            Catalogue = catalogue,
            Figures = catalogue.Services.Keys.ToDictionary(
                s => s,
                s => new ServiceFigures(IncidentSimulator.Assessment(SeriesState.Normal, 1, 1) with { Service = s, At = Now }, new int[48], new float[48])),
            Open = down is null ? [] : [Incident.Apply(null, new IncidentEvent.Detected(new IncidentId(7), ServiceId.Parse(down), Now, Severity.Minor, 30, 1, [], []) { At = Now })],
            Probes = probes,
            Notices = notices ?? [],
        };
    }

    private static ServiceCatalogue World() => new(
        [
            Service("stripe", Need(Payments)),
            Service("shop", Need(Payments)),
            Service("boutique", Need(Checkout)),
            Service("softly", Need(Payments, Criticality.Soft)),
            Service("partly", Need(Payments, Criticality.Degraded)),
            Service("fallback", Need(Payments) with { Fallback = 0.5 }),
            Service("either", Need(Payments) with { Group = "pay" }, Need(Other) with { Group = "pay" }),
            Service("stranger", Need(ComponentId.Parse("aws/global/mail"))),
        ],
        [],
        [],
        [new Provider { Id = "stripe", Name = "Stripe" }, new Provider { Id = "shopfront", Name = "Shopfront" }],
        [
            new Component { Id = Payments, Name = "Payments API", Kind = ComponentKind.Payment },
            new Component { Id = Checkout, Name = "Checkout", Kind = ComponentKind.Application, Dependencies = [Need(Payments)] },
            new Component { Id = Other, Name = "Payments", Kind = ComponentKind.Payment },
        ]);

    private static Service Service(string id, params Dependency[] needs) =>
        new() { Id = ServiceId.Parse(id), Name = char.ToUpperInvariant(id[0]) + id[1..], Category = "shops", Symptoms = [], Dependencies = needs };

    private static Dependency Need(ComponentId on, Criticality criticality = Criticality.Hard) =>
        new() { On = on, Criticality = criticality, Evidence = [new Evidence(EvidenceKind.Stated, "made up")] };

    private static ProbeVerdict Failing(ComponentId component) => Seen(component, ProbeState.Down, 2);

    private static ProbeVerdict Working(ComponentId component) => Seen(component, ProbeState.Up, 0);

    private static ProbeVerdict Seen(ComponentId component, ProbeState state, int failing) => new()
    {
        Target = new ProbeTarget(component),
        State = state,
        Failing = failing,
        Known = 2,
        Vantages = 2,
        FailingSince = failing > 0 ? Now.AddMinutes(-24) : null,
        At = Now,
        Sightings = [],
    };

    private static NoticeThread Said(NoticeState state)
    {
        var posted = Now.AddMinutes(-40);
        return new NoticeThread(posted, posted, new Notice { Provider = "stripe", Named = "API", Component = Payments, State = state, PostedAt = posted, RevisedAt = posted, SeenAt = posted }, null);
    }
}
