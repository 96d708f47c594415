using Groundswell.Signals;
using Groundswell.Signals.Seeing;

namespace Groundswell.Tests.Signals.Seeing;

/// <summary>A vantage that cannot see holds that against nobody, says how, and forgets it when it sees again.</summary>
public sealed class BlindVantageTests
{
    private static readonly Dictionary<string, (Seen Seen, string Words)> Kinds = new()
    {
        ["nxdomain"] = (new Seen(ProbeStep.Names, FailureClass.Nxdomain), "DNS at 10.0.0.2 answers NXDOMAIN to all names"),
        ["refused"] = (new Seen(ProbeStep.Names, FailureClass.Refused), "DNS at 10.0.0.2 refuses all questions"),
        ["servfail"] = (new Seen(ProbeStep.Names, FailureClass.Servfail), "DNS at 10.0.0.2 answers SERVFAIL to all names"),
        ["empty"] = (new Seen(ProbeStep.Names, FailureClass.Empty), "DNS at 10.0.0.2 knows no address of any name"),
        ["dead resolver"] = (new Seen(ProbeStep.Names, FailureClass.Timeout, 20.5), "DNS at 10.0.0.2 does not answer"),
        ["no way to the resolver"] = (new Seen(ProbeStep.Names, FailureClass.Unreachable), "DNS at 10.0.0.2 cannot be reached"),
        ["one address, name"] = (new Seen(ProbeStep.Secure, FailureClass.TlsName) { Address = "192.0.2.1" }, "DNS at 10.0.0.2 gives the address 192.0.2.1 for all names"),
        ["one address, refused"] = (new Seen(ProbeStep.Connect, FailureClass.ConnectRefused) { Address = "192.0.2.1" }, "gives the address 192.0.2.1 for all names"),
        ["one private address"] = (new Seen(ProbeStep.Connect, FailureClass.Unreachable) { Address = "10.0.0.1" }, "gives the address 10.0.0.1 for all names"),
        ["black hole"] = (new Seen(ProbeStep.Connect, FailureClass.ConnectTimeout, 20.5), "no connection over IPv4 comes about"),
        ["no route"] = (new Seen(ProbeStep.Connect, FailureClass.Unreachable), "there is no way out over IPv4"),
        ["proxy needed"] = (new Seen(ProbeStep.Connect, FailureClass.ConnectRefused), "every connection over IPv4 is refused"),
        ["reset by a firewall"] = (new Seen(ProbeStep.Connect, FailureClass.Reset), "no connection over IPv4 comes about"),
        ["intercepted"] = (new Seen(ProbeStep.Secure, FailureClass.TlsChain) { Issuer = "Acme Inspection CA" }, "every certificate is issued by Acme Inspection CA"),
        ["captive, TLS cut"] = (new Seen(ProbeStep.Secure, FailureClass.Reset), "no TLS handshake comes to an end"),
        ["captive, TLS hangs"] = (new Seen(ProbeStep.Secure, FailureClass.Timeout, 20.5), "no TLS handshake comes to an end"),
        ["captive, plain spoken"] = (new Seen(ProbeStep.Secure, FailureClass.TlsOther), "no TLS handshake comes to an end"),
        ["wrong clock"] = (new Seen(ProbeStep.Secure, FailureClass.TlsExpired), "the clock of this machine may be wrong"),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void From_its_start_on_it_calls_nothing_down_and_says_how(string kind)
    {
        var lookout = new Lookout(Lookout.Many()).Pass(600, (_, _) => Kinds[kind].Seen);

        Assert.Empty(lookout.EverDown);
        Assert.True(lookout.Sight.IsBlind, lookout.Sight.Sentence);
        Assert.Contains(Kinds[kind].Words, lookout.Sight.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("This node cannot see the internet: ", lookout.Sight.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void When_it_comes_and_goes_nothing_of_that_time_is_held_against_anybody(string kind)
    {
        var lookout = new Lookout(Lookout.Many()).Pass(305, (_, _) => Seen.Well).Pass(400, (_, _) => Kinds[kind].Seen);
        Assert.True(lookout.Sight.IsBlind, lookout.Sight.Sentence);

        lookout.Pass(400, (_, _) => Seen.Well);

        Assert.Empty(lookout.EverDown);
        Assert.Equal("", lookout.Sight.Sentence);
        Assert.All(lookout.Board.Targets, t => Assert.Equal(ProbeState.Up, lookout.Board.Judge(t, lookout.Now)!.State));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_small_node_with_its_own_sites_alone_calls_none_of_them_down(string kind)
    {
        foreach (var sites in (int[])[1, 2, 3, 7])
        {
            var lookout = new Lookout(Lookout.Few(sites)).Pass(600, (_, _) => Kinds[kind].Seen).Pass(120, (_, _) => Seen.Well).Pass(600, (_, _) => Kinds[kind].Seen).Pass(120, (_, _) => Seen.Well);

            Assert.Empty(lookout.EverDown);
            Assert.True(lookout.Said.Exists(s => s.Contains(Kinds[kind].Words, StringComparison.Ordinal)), $"{sites}: {string.Join(" | ", lookout.Said)}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_line_that_flaps_takes_nobody_down(string kind)
    {
        foreach (var (up, down) in ((int, int)[])[(50, 10), (30, 30), (20, 100), (7, 4), (90, 45)])
        {
            var lookout = new Lookout(Lookout.Many()).Pass(1800, (_, second) => second % (up + down) < up ? Seen.Well : Kinds[kind].Seen);

            Assert.True(lookout.EverDown.Count == 0, $"{up} s up, {down} s down: {lookout.EverDown.Count} called down");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_failure_of_a_region_or_of_half_the_sites_is_no_blindness(string kind)
    {
        var failure = Kinds[kind].Seen with { Address = null };
        bool[] Of(Func<int, bool> fails) => [.. Enumerable.Range(0, 448).Select(fails)];
        foreach (var fails in new[] { Of(i => i == 5), Of(i => i % 62 < 8), Of(i => i % 62 == 3), Of(i => i % 62 < 31) })
        {
            var lookout = new Lookout(Lookout.Many()).Pass(300, (_, _) => Seen.Well)
                .Pass(420, (probe, _) => fails[int.Parse(probe.Target.ToString()["service-".Length..], System.Globalization.CultureInfo.InvariantCulture)] ? failure : Seen.Well);

            Assert.Equal(fails.Count(f => f), lookout.Down.Count());
            Assert.Empty(lookout.Said);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_own_site_that_fails_so_is_down_as_long_as_the_references_are_there(string kind)
    {
        foreach (var sites in (int[])[1, 2, 3, 7])
        {
            var failure = Kinds[kind].Seen;
            var one = new Lookout(Lookout.Few(sites)).Pass(200, (_, _) => Seen.Well).Pass(200, (p, _) => p.Target.ToString() == "own-0" ? failure : Seen.Well);
            Assert.Equal(["own-0"], one.Down.Select(t => t.ToString()));

            var all = new Lookout(Lookout.Few(sites)).Pass(200, (_, _) => Seen.Well).Pass(300, (p, _) => p.Target.IsReference ? Seen.Well : failure);
            Assert.Equal(sites, all.Down.Count());
            Assert.DoesNotContain(all.Said, s => s.Contains("cannot see the internet", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_list_of_what_is_allowed_out_leaves_a_node_blind_though_some_few_are_reached()
    {
        var lookout = new Lookout(Lookout.Many()).Pass(900, (p, _) => p.Group is "supplier-3" or "supplier-40" ? Seen.Well : new Seen(ProbeStep.Connect, FailureClass.ConnectTimeout, 20.5));

        Assert.Empty(lookout.EverDown);
        Assert.True(lookout.Sight.IsBlind, lookout.Sight.Sentence);
    }

    [Fact]
    public void A_service_that_fails_while_its_node_sees_is_down_after_two_runs()
    {
        var lookout = new Lookout(Lookout.Few(1, seconds: 10)).Pass(100, (_, _) => Seen.Well).Pass(35, (p, _) => p.Target.IsReference ? Seen.Well : new Seen(ProbeStep.Answer, FailureClass.Http5xx));

        Assert.Single(lookout.Down);
    }

    [Fact]
    public void What_was_down_before_is_neither_up_nor_down_while_its_node_is_blind()
    {
        var dead = new Seen(ProbeStep.Connect, FailureClass.ConnectTimeout, 20.5);
        var lookout = new Lookout(Lookout.Many()).Pass(400, (p, _) => p.Target.ToString() == "service-7" ? dead : Seen.Well);
        Assert.Single(lookout.Down);

        lookout.Pass(120, (_, _) => Kinds["nxdomain"].Seen);

        var verdict = lookout.Board.Judge(ProbeTarget.Parse("service-7"), lookout.Now)!;
        Assert.Equal((ProbeState.Unknown, true), (verdict.State, verdict.WasDown));
    }
}
