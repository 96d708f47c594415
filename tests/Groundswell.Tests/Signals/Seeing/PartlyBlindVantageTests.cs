using Groundswell.Catalogue.Probing;
using Groundswell.Signals;
using Groundswell.Signals.Seeing;

namespace Groundswell.Tests.Signals.Seeing;

/// <summary>What a vantage cannot see by takes away the evidence that needs it, and no other.</summary>
public sealed class PartlyBlindVantageTests
{
    private static readonly Seen NoConnection = new(ProbeStep.Connect, FailureClass.ConnectTimeout, 20.5);
    private static readonly Seen NoRoute = new(ProbeStep.Connect, FailureClass.Unreachable);

    [Fact]
    public void Without_IPv6_nothing_is_down_by_IPv6_and_all_else_is_judged()
    {
        var plan = Lookout.Many();
        plan = [.. plan, .. plan.Take(40).Select(p => p with { Id = "six", Addresses = AddressChoice.V6 })];
        foreach (var failure in (Seen[])[NoConnection with { Address = "2001:db8::1" }, NoRoute with { Address = "2001:db8::1" }])
        {
            var lookout = new Lookout(plan).Pass(500, (p, _) => p.Addresses == AddressChoice.V6 ? failure : p.Target.ToString() == "service-300" ? NoConnection : Seen.Well);

            Assert.Equal(["service-300"], lookout.EverDown.Select(t => t.ToString()));
            Assert.False(lookout.Sight.IsBlind);
            Assert.Equal("IPv6", Assert.Single(lookout.Sight.Missing).What);
        }
    }

    [Theory]
    [InlineData(AddressChoice.V6)]
    [InlineData(AddressChoice.Both)]
    public void A_single_site_by_IPv6_is_down_only_where_others_are_reached_by_it(AddressChoice choice)
    {
        var own = Lookout.Plan("own-0", "own0.example", Lookout.Tls(0), 30) with { IsAlone = true, Addresses = choice };
        IReadOnlyList<PlannedProbe> plan = [own, .. ProbePlan.References([own], ["www.one.example", "www.two.example", "www.three.example"], new ProbeDefaults())];
        var failure = NoConnection with { Address = "2001:db8::1" };
        Seen Six(PlannedProbe p) => p.Target.IsReference && p.Id == "ipv6" ? Seen.Well with { Address = $"2600:{p.Target.ToString().Length}::1" } : Seen.Well;

        var blind = new Lookout(plan).Pass(400, (p, _) => p.Id == "any" ? Seen.Well : failure with { Address = $"2600:{p.Target.ToString().Length}::1" });
        var sees = new Lookout(plan).Pass(400, (p, _) => p == own ? failure : Six(p));

        Assert.Empty(blind.EverDown);
        Assert.Single(sees.Down);
    }

    [Fact]
    public void A_port_that_is_closed_on_the_way_out_takes_down_nobody_behind_it()
    {
        var plan = Lookout.Many(200);
        plan = [.. plan, .. Enumerable.Range(0, 5).Select(i => Lookout.Plan($"mail-{i}", $"mailer-{i}", new ProbeCheck.Smtp(new HostPort($"mx{i}.example", 25)), 60))];

        var closed = new Lookout(plan).Pass(400, (p, _) => p.Check is ProbeCheck.Smtp ? NoConnection : Seen.Well);
        var one = new Lookout(plan).Pass(400, (p, _) => p.Target.ToString() == "mail-2" ? NoConnection : Seen.Well);

        Assert.Empty(closed.EverDown);
        Assert.Equal("TCP port 25", Assert.Single(closed.Sight.Missing).What);
        Assert.Equal(["mail-2"], one.Down.Select(t => t.ToString()));
        Assert.Empty(one.Said);
    }

    [Fact]
    public void A_DNS_server_elsewhere_that_cannot_be_asked_from_here_takes_down_no_name()
    {
        var plan = Lookout.Many(200);
        plan = [.. plan, .. Enumerable.Range(0, 5).Select(i => Lookout.Plan($"zone-{i}", $"zoner-{i}", new ProbeCheck.Lookup { Name = $"z{i}.example", Server = new HostPort($"ns{i}.example", 53) }, 60))];

        var lookout = new Lookout(plan).Pass(400, (p, _) => p.Check is ProbeCheck.Lookup ? new Seen(ProbeStep.Connect, FailureClass.Timeout, 20.5) : Seen.Well);

        Assert.Empty(lookout.EverDown);
        Assert.Equal("UDP port 53", Assert.Single(lookout.Sight.Missing).What);
    }

    [Theory]
    [InlineData("redirect")]
    [InlineData("page")]
    public void A_portal_that_answers_every_page_is_not_taken_for_any_of_them(string kind)
    {
        var portal = kind == "redirect" ? Seen.Well with { Redirect = "portal.hotel.example" } : Seen.Well with { Likeness = "p0rtal" };
        var wrong = portal with { FailedAt = ProbeStep.Answer, Failure = FailureClass.Content };
        var plan = Lookout.Many(100, check: i => new ProbeCheck.Http(new Uri($"http://www.s{i}.example/")));

        var lookout = new Lookout(plan).Pass(400, (p, second) => p.Target.ToString().EndsWith('3') ? wrong : portal);

        Assert.Empty(lookout.EverDown);
        Assert.True(lookout.Sight.IsBlind, lookout.Sight.Sentence);
        Assert.Contains(kind == "redirect" ? "every page is redirected to portal.hotel.example" : "the same page", lookout.Sight.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Sites_that_all_send_to_one_sign_in_are_themselves_where_TLS_shows_that_nobody_stands_between()
    {
        var plan = Lookout.Many(100, check: i => i % 2 == 0 ? new ProbeCheck.Http(new Uri($"http://www.s{i}.example/")) : Lookout.Tls(i));

        var lookout = new Lookout(plan).Pass(400, (p, _) => Seen.Well with { Redirect = p.Check is ProbeCheck.Http ? "login.example" : null });

        Assert.Empty(lookout.Said);
        Assert.All(lookout.Board.Targets, t => Assert.Equal(ProbeState.Up, lookout.Board.Judge(t, lookout.Now)!.State));
    }

    [Fact]
    public void A_proxy_with_a_trusted_certificate_that_refuses_all_is_not_all_of_them_failing()
    {
        var lookout = new Lookout(Lookout.Many(100, check: i => new ProbeCheck.Http(new Uri($"https://www.s{i}.example/")))).Pass(600, (_, _) => new Seen(ProbeStep.Answer, FailureClass.Http4xx));

        Assert.Empty(lookout.EverDown);
        Assert.True(lookout.Sight.IsBlind, lookout.Sight.Sentence);
    }

    [Fact]
    public void Own_sites_that_answer_with_an_error_are_down_however_few_else_are_looked_at()
    {
        foreach (var sites in (int[])[1, 3, 7])
        {
            var lookout = new Lookout(Lookout.Few(sites, check: i => new ProbeCheck.Http(new Uri($"https://www.s{i}.example/")))).Pass(300, (p, _) => p.Target.IsReference ? Seen.Well : new Seen(ProbeStep.Answer, FailureClass.Http5xx));

            Assert.Equal(sites, lookout.Down.Count());
        }
    }

    [Fact]
    public void Where_only_names_of_the_house_can_be_looked_up_the_house_is_judged_and_nobody_outside()
    {
        var inside = Enumerable.Range(0, 4).Select(i => Lookout.Plan($"inside-{i}", $"inside-{i}", Lookout.Tls(i), 30));
        var lookout = new Lookout([.. Lookout.Many(60, 9), .. inside]).Pass(600, (p, second) =>
            p.Target.ToString() == "inside-3" && second > 300 ? new Seen(ProbeStep.Connect, FailureClass.ConnectRefused) { Address = "10.1.0.3" }
            : p.Group.StartsWith("inside", StringComparison.Ordinal) ? Seen.Well with { Address = $"10.1.0.{p.Group[^1]}" }
            : new Seen(ProbeStep.Names, FailureClass.Nxdomain));

        Assert.Equal(["inside-3"], lookout.EverDown.Select(t => t.ToString()));
        Assert.True(lookout.Sight.IsBlind, lookout.Sight.Sentence);
    }

    [Fact]
    public void A_wildcard_of_the_house_for_every_name_is_no_refusal_by_each_of_them()
    {
        var lookout = new Lookout(Lookout.Many(60, 9)).Pass(600, (_, _) => new Seen(ProbeStep.Connect, FailureClass.ConnectRefused) { Address = "10.0.0.1" });

        Assert.Empty(lookout.EverDown);
        Assert.True(lookout.Sight.IsBlind, lookout.Sight.Sentence);
    }

    [Fact]
    public void A_machine_of_the_house_that_refuses_is_down_though_the_internet_is_away()
    {
        var plan = Lookout.Few(1, check: _ => new ProbeCheck.Tcp(new HostPort("10.1.0.9", 5432)));

        var lookout = new Lookout(plan).Pass(300, (p, _) => p.Target.IsReference ? NoRoute : new Seen(ProbeStep.Connect, FailureClass.ConnectRefused) { Address = "10.1.0.9" });

        Assert.Single(lookout.Down);
    }

    [Fact]
    public void Where_there_is_nothing_to_compare_with_a_failure_is_the_targets()
    {
        var plan = Lookout.Few(1, references: []);

        var lookout = new Lookout(plan).Pass(300, (_, _) => NoConnection);

        Assert.Single(lookout.Down);
    }

    [Fact]
    public void A_blind_vantage_leaves_the_judgment_to_the_others()
    {
        var plan = Lookout.Many(60, 9);
        Seen World(PlannedProbe p) => p.Target.ToString() == "service-5" ? NoConnection : Seen.Well;
        var (tokyo, node) = (new Lookout(plan) { Vantage = VantageId.Parse("tokyo") }, new Lookout(plan));
        tokyo.Pass(400, (p, second) => second > 200 ? new Seen(ProbeStep.Names, FailureClass.Refused) : World(p));
        node.Pass(400, (p, _) => World(p));

        Assert.StartsWith("The vantage tokyo cannot see the internet: DNS at 10.0.0.2 refuses all questions", tokyo.Sight.Sentence, StringComparison.Ordinal);
        Assert.Equal("", node.Sight.Sentence);
        Assert.Equal(["service-5"], node.Down.Select(t => t.ToString()));
        Assert.Empty(tokyo.Down);
    }

    [Fact]
    public void The_quorum_is_of_those_that_see()
    {
        var board = new ProbeBoard();
        var (node, tokyo) = (VantageId.Node, VantageId.Parse("tokyo"));
        var target = ProbeTarget.Parse("acme");
        ProbeResult Result(VantageId vantage, int second, FailureClass? failure) => new()
        {
            Target = target,
            Probe = "front",
            Vantage = vantage,
            At = Lookout.Start.AddSeconds(second),
            Elapsed = TimeSpan.FromSeconds(1),
            Failure = failure,
        };
        foreach (var second in (int[])[0, 60])
        {
            board.Apply(Result(node, second, FailureClass.Nxdomain));
            board.Apply(Result(tokyo, second, null));
        }

        var before = board.Judge(target, Lookout.Start.AddSeconds(61))!;
        board.Blind = new HashSet<VantageId> { node };
        var after = board.Judge(target, Lookout.Start.AddSeconds(61))!;

        Assert.Equal(ProbeState.Degraded, before.State);
        Assert.Equal((ProbeState.Up, 1, 1), (after.State, after.Vantages, after.Known));
        Assert.Equal(ProbeState.Unknown, after.Sightings.Single(s => s.Vantage == node).State);
    }
}
