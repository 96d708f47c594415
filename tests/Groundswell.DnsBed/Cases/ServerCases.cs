using Groundswell.DnsBed.Proxies;
using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Software;

namespace Groundswell.DnsBed.Cases;

/// <summary>Servers that answer with a refusal, answer wrongly, or do not answer.</summary>
internal static class ServerCases
{
    private const string Www = "www A 192.0.2.80";

    public static void Add(CaseBook book)
    {
        Failing(book);
        Refusing(book);
        Silent(book);
        Lame(book);
    }

    private static void Failing(CaseBook book)
    {
        book.World.Zone("broken.alpha").BrokenOn(book.Bind1).BrokenOn(book.Nsd1);
        book.SickAt("no server could load the zone", "servfail", "broken.alpha", [book.Bind1.Address, book.Nsd1.Address]);
        book.World.Zone("half-broken.alpha").On(book.Bind1, Www, ZoneSigning.Ecdsa).BrokenOn(book.Knot2);
        book.SickAt("one Knot of two servers could not load the zone", "servfail", "half-broken.alpha", [book.Knot2.Address], seen: Seen.Answer);
        book.World.Zone("half-broken.gamma").On(book.Knot1, Www).BrokenOn(book.Bind2);
        book.SickAt("one BIND of two servers could not load the zone", "servfail", "half-broken.gamma", [book.Bind2.Address], seen: Seen.Answer);
        var failing = book.World.Before(book.Knot1, Fault.ServFail);
        book.World.Zone("expired-copy.beta").Hold(book.Knot1, Www).NamedAt(failing);
        book.SickAt("the only server answers SERVFAIL", "servfail", "expired-copy.beta", [failing]);
    }

    private static void Refusing(CaseBook book)
    {
        book.Bind2.ZoneSettings["closed.alpha."] = "allow-query { none; };";
        book.World.Zone("closed.alpha").On(book.Bind2, Www).Unawaited();
        book.SickAt("a server that serves the zone to nobody, and says that it is prohibited", "refused", "closed.alpha", [book.Bind2.Address]);
        var unbound = book.World.Server("unbound1", ServerSoftware.Unbound, """
                local-zone: "secret.choosy.alpha." always_refuse
            """);
        book.World.Zone("choosy.alpha").On(unbound, "www A 192.0.2.80\nsecret A 192.0.2.81");
        book.SickAt("a server that refuses one name of its zone", "refused", "choosy.alpha", [unbound.Address], "secret.choosy.alpha");
        book.Healthy("the other names of a server that refuses one", "choosy.alpha");
    }

    private static void Silent(CaseBook book)
    {
        var (dead1, dead2) = (book.World.FreeAddress(), book.World.FreeAddress());
        book.World.Zone("dead.alpha").Hold(book.Bind1, Www, ZoneSigning.Ecdsa).NamedAt(dead1).NamedAt(dead2);
        book.SickAt("nobody listens at either address", "timeout", "dead.alpha", [dead1, dead2], waits: true);
        var dead3 = book.World.FreeAddress();
        book.World.Zone("half-dead.beta").On(book.Knot1, Www).NamedAt(dead3);
        book.SickAt("nobody listens at one of two addresses", "timeout", "half-dead.beta", [dead3], seen: Seen.Answer, waits: true);
        var (hole1, hole2) = (book.World.Before(book.Bind1, Fault.SwallowsUdp | Fault.SwallowsTcp), book.World.Before(book.Nsd1, Fault.SwallowsUdp | Fault.SwallowsTcp));
        book.World.Zone("hole.alpha").Hold(book.Bind1, Www, ZoneSigning.Ecdsa).Hold(book.Nsd1, Www, ZoneSigning.Ecdsa).NamedAt(hole1).NamedAt(hole2);
        book.SickAt("both servers are behind a firewall that swallows", "timeout", "hole.alpha", [hole1, hole2], waits: true);
        var hole3 = book.World.Before(book.Nsd1, Fault.SwallowsUdp | Fault.SwallowsTcp);
        book.World.Zone("half-hole.gamma").Hold(book.Nsd1, Www).On(book.Bind2, Www).NamedAt(hole3);
        book.SickAt("one of two servers is behind a firewall that swallows", "timeout", "half-hole.gamma", [hole3], seen: Seen.Answer, waits: true);
        var late = book.World.Before(book.Knot2, Fault.Late, TimeSpan.FromSeconds(12));
        book.World.Zone("late.gamma").Hold(book.Knot2, Www).NamedAt(late);
        book.SickAt("the only server answers after twelve seconds", "timeout", "late.gamma", [late], waits: true);
    }

    private static void Lame(CaseBook book)
    {
        book.World.Zone("lame.alpha").NamedAt(book.Bind1.Address).NamedAt(book.Nsd1.Address);
        book.SickAt("delegated to servers that do not have the zone", "lame", "lame.alpha", [book.Bind1.Address, book.Nsd1.Address]);
        book.World.Zone("half-lame.alpha").On(book.Nsd2, Www, ZoneSigning.Ecdsa).NamedAt(book.Knot1.Address);
        book.SickAt("one Knot of two servers does not have the zone", "lame", "half-lame.alpha", [book.Knot1.Address], seen: Seen.Answer);
        book.World.Zone("half-lame.beta").On(book.Knot2, Www).NamedAt(book.Bind2.Address);
        book.SickAt("one BIND of two servers does not have the zone", "lame", "half-lame.beta", [book.Bind2.Address], seen: Seen.Answer);
        book.World.Zone("upward.alpha").NamedAt(book.Root.Address);
        book.SickAt("a server that refers upwards, to the parent", "lame", "upward.alpha", [book.Root.Address]);
        book.World.Zone("circle.alpha").NamedAt(book.Upper1.Address).NamedAt(book.Upper2.Address);
        book.SickAt("the parent's servers, which refer to themselves", "lame", "circle.alpha", [book.Upper1.Address, book.Upper2.Address]);
        var (modest1, modest2) = (book.World.Before(book.Bind1, Fault.NotAuthoritative), book.World.Before(book.Knot1, Fault.NotAuthoritative));
        book.World.Zone("modest.gamma").Hold(book.Bind1, Www).Hold(book.Knot1, Www).NamedAt(modest1).NamedAt(modest2);
        book.SickAt("servers that answer without authority", "lame", "modest.gamma", [modest1, modest2], seen: Seen.Answer);
    }
}
