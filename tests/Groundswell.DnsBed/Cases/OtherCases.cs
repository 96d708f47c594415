using Groundswell.DnsBed.Proxies;
using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Software;
using Groundswell.DnsBed.Zones;

namespace Groundswell.DnsBed.Cases;

/// <summary>What is met less often: two things at once, faults far from the name, and right things that look wrong.</summary>
internal static class OtherCases
{
    private const string Www = "www A 192.0.2.80";

    public static void Add(CaseBook book)
    {
        RightThatLooksWrong(book);
        Denied(book);
        FarFromTheName(book);
        TwoAtOnce(book);
        AtResolvers(book);
    }

    private static void RightThatLooksWrong(CaseBook book)
    {
        book.Pair("2.0.192.in-addr.arpa", book.Bind1, book.Nsd2, "80 CNAME 80.64/26");
        book.Pair("64/26.2.0.192.in-addr.arpa", book.Knot2, book.Nsd1, "80 PTR www.plain.alpha.");
        book.Healthy("a reverse name through an alias into a part of the block (RFC 2317)", "2.0.192.in-addr.arpa", "80.2.0.192.in-addr.arpa", "PTR");
        book.Pair("wild.gamma", book.Nsd1, book.Knot1, "* CNAME www.plain.alpha.");
        book.Healthy("a wildcard that is an alias into another zone", "wild.gamma", "tenant.wild.gamma");
        book.World.Zone("order.alpha").On(book.Bind2, "www A 192.0.2.80\nwww A 192.0.2.81\nwww A 192.0.2.82", ZoneSigning.Ecdsa).On(book.Knot2, "www A 192.0.2.82\nwww A 192.0.2.80\nwww A 192.0.2.81", ZoneSigning.Ecdsa);
        book.Healthy("the same addresses in another order", "order.alpha");
        book.Pair("case.alpha", book.Bind1, book.Nsd1, "WWW A 192.0.2.80\nMixed.Case CNAME WWW.Case.Alpha.", ZoneSigning.Ecdsa);
        book.Healthy("a signed zone whose file is written in capitals", "case.alpha");
        book.Healthy("a signed alias written in capitals", "case.alpha", "mixed.case.case.alpha");
        var longest = new string('a', 63);
        book.Pair("long.alpha", book.Knot1, book.Bind2, $"{longest}.{longest}.{longest} A 192.0.2.80", ZoneSigning.Ecdsa);
        book.Healthy("a name of labels as long as they may be", "long.alpha", $"{longest}.{longest}.{longest}.long.alpha");
        book.Pair("middle.alpha", book.Bind1, book.Knot2);
        book.Pair("end.middle.alpha", book.Bind2, book.Nsd2, signing: ZoneSigning.Ecdsa);
        book.Healthy("a signed zone with a DS below an unsigned zone below a signed one", "end.middle.alpha");
        book.Pair("three.delta", book.Bind1, book.Knot1, "a.b.c.d DNAME target.three.delta.\nwww.target A 192.0.2.80", ZoneSigning.Ecdsa.By(Denial.Nsec3));
        book.Healthy("a DNAME below empty names under NSEC3", "three.delta", "www.a.b.c.d.three.delta");
        book.Healthy("the serial of a zone", "plain.alpha", "plain.alpha", "SOA");
        book.Healthy("the servers of an unsigned zone", "free.beta", "free.beta", "NS");
    }

    private static void Denied(CaseBook book)
    {
        book.Sick("no DS of an unsigned zone, which the parent proves", "empty", "alpha", "free.alpha", "DS", Seen.Empty);
        book.Sick("no such name below a name that is there, under NSEC3", "nxdomain", "wild3.delta", "a.b.www.wild3.delta", seen: Seen.NxDomain);
        book.Sick("no such name far below a domain that was never registered, with opt-out", "nxdomain", "beta", "a.b.c.never.beta", seen: Seen.NxDomain);
        book.Sick("a top-level name alone that is not there", "nxdomain", ".", "nowhere", seen: Seen.NxDomain);
        book.Sick("a mail exchanger where there is none", "empty", "free.alpha", "www.free.alpha", "MX", Seen.Empty);
        book.Pair("many.delta", book.Bind1, book.Nsd2, Www, ZoneSigning.Ecdsa.By(Denial.Nsec3ManyRounds));
        book.Sick("no such name under NSEC3 of 150 rounds, which few still follow", "nxdomain", "many.delta", "nobody.many.delta", seen: Seen.NxDomain);
        book.Pair("growing.alpha", book.Bind2, book.Knot1, "old DNAME old.old.growing.alpha.", ZoneSigning.Ecdsa);
        book.Sick("a DNAME into itself, which makes names longer and longer", "cname_loop", "growing.alpha", "www.old.growing.alpha");
    }

    private static void FarFromTheName(CaseBook book)
    {
        var dead = book.World.FreeAddress();
        book.World.Zone("eta").On(book.Upper1, "", ZoneSigning.Ecdsa).NamedAt(dead);
        book.Pair("fine.eta", book.Bind1, book.Nsd1, signing: ZoneSigning.Ecdsa);
        book.Add(new BedCase("one of the top-level domain's servers is dead", "www.fine.eta", "timeout") { Zone = "fine.eta", GuiltyZone = "eta.", GuiltyAddresses = [dead], Waits = true });
        book.World.Zone("rests.gamma").Hold(book.Bind2, Www).Named(new NameServer("www.dead.alpha.", null));
        book.Add(new BedCase("the only server has its name in a zone whose servers are dead", "www.rests.gamma", "timeout") { Zone = "rests.gamma", GuiltyZone = "dead.alpha.", Seen = Seen.ServFail, Waits = true });
        book.World.Zone("rests.beta").Hold(book.Bind2, Www).Named(new NameServer("www.expired.alpha.", null));
        book.Add(new BedCase("the only server has its name in a zone whose signatures expired, and is silent", "www.rests.beta", "dnssec") { Zone = "rests.beta", GuiltyZone = "expired.alpha.", Seen = Seen.ServFail, Waits = true });
        book.Pair("renamed.gamma", book.Knot1, book.Bind1, "old DNAME expired.alpha.");
        book.Sick("a DNAME into a zone whose signatures expired", "dnssec", "renamed.gamma", "www.old.renamed.gamma", guilty: "expired.alpha");
        book.Pair("unsigned-alias.alpha", book.Bind1, book.Nsd2, "www CNAME www.hosting.gamma.", ZoneSigning.Ecdsa.Spoilt(Spoilt.WithoutSignatures("CNAME")));
        book.Sick("an alias without a signature in a signed zone", "dnssec", "unsigned-alias.alpha");
    }

    private static void TwoAtOnce(CaseBook book)
    {
        book.World.Zone("both.alpha").On(book.Bind1, Www, ZoneSigning.Ecdsa.Expired).NamedAt(book.World.FreeAddress());
        book.Add(new BedCase("one server dead, and the signatures of the other expired", "www.both.alpha", "dnssec") { Zone = "both.alpha", GuiltyZone = "both.alpha.", Seen = Seen.ServFail, Waits = true });
        book.World.Zone("wildly.gamma").On(book.Nsd1, "* A 192.0.2.80", serial: 2).On(book.Knot2, "* A 192.0.2.80\nwww A 192.0.2.81", serial: 1);
        book.SickAt("a wildcard at one server, a name of its own at the other that lags behind", "inconsistent", "wildly.gamma", [book.Knot2.Address], seen: Seen.Answer);
        var middling = string.Concat(Enumerable.Range(0, 4).Select(i => FormattableString.Invariant($"www TXT \"{i:00} {new string('x', 200)}\"\n")));
        var swallowing = book.World.Before(book.Bind2, Fault.SwallowsLarge);
        book.World.Zone("fragments.gamma").Hold(book.Bind2, middling).NamedAt(swallowing);
        book.SickAt("answers over 512 octets vanish on their way over UDP", "edns", "fragments.gamma", [swallowing], type: "TXT", seen: Seen.Answer, waits: true);
        var hanging = book.World.Server("hanging", ServerSoftware.Knot);
        book.World.Zone("hanging.beta").On(book.Nsd2, Www).On(hanging, Www);
        book.Add(new BedCase("one of two servers hangs", "www.hanging.beta", "timeout")
        {
            Zone = "hanging.beta",
            GuiltyZone = "hanging.beta.",
            GuiltyAddresses = [hanging.Address],
            Waits = true,
            Before = (bed, cancellationToken) => bed.HangAsync(hanging, cancellationToken),
        });
    }

    private static void AtResolvers(CaseBook book)
    {
        var failing = book.World.Server("failing", ServerSoftware.Unbound, $"forward-zone:\n    name: \".\"\n    forward-addr: {book.World.FreeAddress()}@{{port}}");
        book.Add(new BedCase("a resolver that can reach nobody, and says SERVFAIL", "mail.plain.alpha", "servfail") { Zone = "plain.alpha", Resolvers = [failing.Address], GuiltyAddresses = [failing.Address], Waits = true });
        var wall = book.World.Before(book.Nsd1, Fault.SwallowsUdp | Fault.SwallowsTcp);
        var walled = book.World.Server("walled", ServerSoftware.BindResolver, $"forward only; forwarders port {{port}} {{ {wall}; }};");
        book.Add(new BedCase("a resolver whose forwarder is silent, and says SERVFAIL late", "www.plain.alpha", "servfail") { Zone = "plain.alpha", Resolvers = [walled.Address], GuiltyAddresses = [walled.Address], Waits = true });
        var dead = book.World.FreeAddress();
        book.Add(new BedCase("a resolver that is not there", "mail.plain.alpha", "timeout") { Zone = "plain.alpha", Resolvers = [dead], GuiltyAddresses = [dead], Waits = true });
        var censor = book.World.Server("censor", ServerSoftware.Unbound, "    local-zone: \"www.chain.gamma.\" always_null\n");
        book.Add(new BedCase("a resolver that blocks a name with 0.0.0.0", "www.chain.gamma", "wrong_answer") { Zone = "chain.gamma", Resolvers = [censor.Address], GuiltyAddresses = [censor.Address] });
    }
}
