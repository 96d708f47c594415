using System.Net;
using Groundswell.DnsBed.Proxies;
using Groundswell.DnsBed.Running;
using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Software;

namespace Groundswell.DnsBed.Cases;

/// <summary>Nothing is wrong; the way to the answer is unusual.</summary>
internal static class AwkwardCases
{
    private const string Www = "www A 192.0.2.80";

    public static void Add(CaseBook book)
    {
        var large = string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"www TXT \"{i:00} {new string('x', 200)}\"\n")));
        book.Pair("large.alpha", book.Bind1, book.Nsd1, large, ZoneSigning.Ecdsa);
        book.Healthy("an answer that does not fit in UDP", "large.alpha", type: "TXT");

        book.World.Zone("slips.alpha").Hold(book.Bind2, Www, ZoneSigning.Ecdsa).Hold(book.Knot1, Www, ZoneSigning.Ecdsa)
            .NamedAt(book.World.Before(book.Bind2, Fault.AlwaysTruncates)).NamedAt(book.World.Before(book.Knot1, Fault.AlwaysTruncates));
        book.Healthy("servers that send everyone to TCP", "slips.alpha");

        book.World.Zone("forged.alpha").Hold(book.Bind2, Www, ZoneSigning.Ecdsa).Hold(book.Nsd2, Www, ZoneSigning.Ecdsa)
            .NamedAt(book.World.Before(book.Bind2, Fault.ForgedFirst)).NamedAt(book.World.Before(book.Nsd2, Fault.ForgedFirst));
        book.Healthy("answers with wrong ids before the right ones", "forged.alpha");

        book.World.Zone("transfer.alpha").On(book.Bind1, Www, ZoneSigning.Ecdsa, serial: 7).On(book.Knot1, Www, ZoneSigning.Ecdsa, serial: 6);
        book.Healthy("a transfer under way: serials differ, answers agree", "transfer.alpha");

        if (Loopback.HasIPv6)
        {
            var six = book.World.Server("six", ServerSoftware.Nsd, address: IPAddress.IPv6Loopback);
            book.Pair("over-six.alpha", six, book.Knot2, signing: ZoneSigning.Ecdsa);
            book.Healthy("a server that is reached over IPv6", "over-six.alpha");
        }
    }
}
