using Groundswell.DnsBed.Proxies;
using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Zones;

namespace Groundswell.DnsBed.Cases;

/// <summary>The server is right, and what carries its answers is not.</summary>
internal static class TransportCases
{
    private const string Www = "www A 192.0.2.80";
    private static readonly string Large = string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"www TXT \"{i:00} {new string('x', 200)}\"\n")));

    public static void Add(CaseBook book)
    {
        Before(book, "questions with EDNS vanish", "edns", "no-edns.gamma", Fault.SwallowsEdns, book.Bind1, seen: Seen.ServFail, waits: true);
        Before(book, "questions with EDNS are answered FORMERR", "edns", "formerr.gamma", Fault.FormErrEdns, book.Nsd2);
        Before(book, "questions with EDNS are answered NOTIMP", "edns", "notimp.gamma", Fault.NotImpEdns, book.Knot2, seen: Seen.ServFail);
        Beside(book, "one of two servers swallows EDNS", "edns", "half-edns.beta", Fault.SwallowsEdns, book.Knot1, book.Bind2, waits: true);
        Before(book, "nobody listens on TCP, and the answer is small", "tcp", "no-tcp.gamma", Fault.RefusesTcp, book.Nsd1);
        Before(book, "connections are taken and never answered, and the answer is small", "tcp", "mute-tcp.gamma", Fault.SwallowsTcp, book.Knot1, waits: true);
        Before(book, "nobody listens on TCP, and the answer is large", "tcp", "large-no-tcp.gamma", Fault.RefusesTcp, book.Bind1, Large, "TXT", Seen.ServFail);
        Before(book, "connections end at the question, and the answer is large", "tcp", "large-cut-tcp.gamma", Fault.CutsTcp, book.Nsd2, Large, "TXT", Seen.ServFail);
        Before(book, "a large answer comes over TCP by an octet at a time", "tcp", "large-drip.gamma", Fault.DripsTcp, book.Bind2, Large, "TXT", Seen.ServFail, waits: true);
        Beside(book, "one of two signed servers refuses TCP", "tcp", "half-tcp.alpha", Fault.RefusesTcp, book.Knot2, book.Bind1, ZoneSigning.Ecdsa);
    }

    private static void Before(CaseBook book, string title, string @class, string zone, Fault fault, BedServer server, string records = Www, string type = "A", Seen seen = Seen.Answer, bool waits = false)
    {
        var broken = book.World.Before(server, fault);
        book.World.Zone(zone).Hold(server, records).NamedAt(broken);
        book.SickAt(title, @class, zone, [broken], type: type, seen: seen, waits: waits);
    }

    private static void Beside(CaseBook book, string title, string @class, string zone, Fault fault, BedServer server, BedServer right, ZoneSigning? signing = null, bool waits = false)
    {
        var broken = book.World.Before(server, fault);
        book.World.Zone(zone).Hold(server, Www, signing).On(right, Www, signing).NamedAt(broken);
        book.SickAt(title, @class, zone, [broken], seen: Seen.Answer, waits: waits);
    }
}
