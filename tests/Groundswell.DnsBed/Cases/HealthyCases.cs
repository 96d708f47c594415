using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Zones;

namespace Groundswell.DnsBed.Cases;

/// <summary>Nothing is wrong, however it looks.</summary>
internal static class HealthyCases
{
    private const string Www = "www A 192.0.2.80";

    public static void Add(CaseBook book)
    {
        Ordinary(book);
        Names(book);
        Signed(book);
    }

    private static void Ordinary(CaseBook book)
    {
        book.Pair("plain.alpha", book.Bind1, book.Knot1, $"""
            {Www}
            @ A 192.0.2.79
            @ MX 10 mail
            @ TXT "v=spf1 -all"
            @ CAA 0 issue "ca.example"
            mail A 192.0.2.81
            _sip._tcp SRV 10 20 5060 mail
            web HTTPS 1 . alpn=h2
            a\.b A 192.0.2.82
            sp\032ace A 192.0.2.83
            _dmarc TXT "v=DMARC1; p=none"
            quick 5 IN A 192.0.2.84
            """, ZoneSigning.Ecdsa);
        book.Healthy("a signed zone on two kinds of servers", "plain.alpha");
        book.Healthy("the apex of a zone", "plain.alpha", "plain.alpha");
        book.Healthy("a name in mixed case", "plain.alpha", "WwW.PlAiN.aLpHa");
        book.Healthy("a label that holds a dot", "plain.alpha", @"a\.b.plain.alpha");
        book.Healthy("a label that holds a space", "plain.alpha", @"sp\032ace.plain.alpha");
        book.Healthy("a mail exchanger", "plain.alpha", "plain.alpha", "MX");
        book.Healthy("a text", "plain.alpha", "_dmarc.plain.alpha", "TXT");
        book.Healthy("a service", "plain.alpha", "_sip._tcp.plain.alpha", "SRV");
        book.Healthy("an HTTPS binding", "plain.alpha", "web.plain.alpha", "HTTPS");
        book.Healthy("a CAA", "plain.alpha", "plain.alpha", "CAA");
        book.Healthy("a DS, which stands in the parent", "alpha", "plain.alpha", "DS");
        book.Healthy("the keys of a zone", "plain.alpha", "plain.alpha", "DNSKEY");
        book.Healthy("the servers of the root", ".", ".", "NS");
        book.Healthy("the address of a server, which is glue as well", "plain.alpha", "ns1.plain.alpha");
        book.Healthy("a TTL of five seconds, as large services choose", "plain.alpha", "quick.plain.alpha");
        book.Healthy("a top-level domain that is a host", "one", "one");
        book.Pair("six.alpha", book.Knot2, book.Nsd1, "www AAAA 2001:db8::80", ZoneSigning.Ecdsa);
        book.Healthy("IPv6 only", "six.alpha", type: "AAAA");
    }

    private static void Names(CaseBook book)
    {
        book.Pair("wild.alpha", book.Bind2, book.Nsd2, "* A 192.0.2.80\na.b A 192.0.2.81", ZoneSigning.Ecdsa);
        book.Healthy("a wildcard proven by NSEC", "wild.alpha", "anything.wild.alpha");
        book.Healthy("a wildcard over two labels", "wild.alpha", "any.thing.wild.alpha");
        book.Healthy("a name below an empty one that hides a wildcard", "wild.alpha", "a.b.wild.alpha");
        book.Pair("wild.delta", book.Knot1, book.Bind1, "* A 192.0.2.80", ZoneSigning.Ed25519.By(Denial.Nsec3));
        book.Healthy("a wildcard proven by NSEC3", "wild.delta", "anything.wild.delta");
        book.Pair("moved.alpha", book.Bind1, book.Knot2, "old DNAME new.moved.alpha.\nwww.new A 192.0.2.80", ZoneSigning.Ecdsa);
        book.Healthy("a name below a DNAME", "moved.alpha", "www.old.moved.alpha");
        book.Pair("alias.alpha", book.Nsd1, book.Knot1, "www CNAME www.hosting.gamma.", ZoneSigning.Ecdsa);
        book.Healthy("an alias from a signed zone into an unsigned one", "alias.alpha");
        book.Healthy("an alias asked for as such", "alias.alpha", type: "CNAME");
        book.Pair("chain.gamma", book.Knot2, book.Bind2, "www CNAME b\nb CNAME c\nc CNAME www.chain.beta.");
        book.Pair("chain.beta", book.Nsd2, book.Bind2, "www CNAME www.plain.alpha.");
        book.Healthy("a chain of four aliases over three zones", "chain.gamma");
        book.Pair("deep.alpha", book.Nsd1, book.Nsd2, "www.a.b.c.d.e.f A 192.0.2.80", ZoneSigning.Ecdsa);
        book.Healthy("a name six empty names down", "deep.alpha", "www.a.b.c.d.e.f.deep.alpha");
        book.World.Zone("glueless.alpha").Hold(book.Knot1, Www, ZoneSigning.Ecdsa).Hold(book.Nsd2, Www, ZoneSigning.Ecdsa)
            .Named(new NameServer("dns1.hosting.gamma.", book.Knot1.Address), new NameServer("dns2.hosting.gamma.", book.Nsd2.Address));
        book.Healthy("servers with names in another zone", "glueless.alpha");
        book.Pair("cut.alpha", book.Bind1, book.Knot2, Www, ZoneSigning.Ecdsa);
        book.Pair("below.cut.alpha", book.Bind1, book.Knot2, Www, ZoneSigning.Ecdsa);
        book.Healthy("a zone on the servers of its parent", "below.cut.alpha");
    }

    private static void Signed(CaseBook book)
    {
        book.Pair("free.alpha", book.Bind1, book.Nsd1);
        book.Healthy("an unsigned zone below a signed one", "free.alpha");
        book.Pair("free.beta", book.Knot1, book.Nsd1);
        book.Healthy("an unsigned zone that opt-out leaves out", "free.beta");
        book.Pair("free.delta", book.Knot2, book.Bind2);
        book.Healthy("an unsigned zone below NSEC3", "free.delta");
        book.Pair("island.gamma", book.Knot2, book.Nsd2, signing: ZoneSigning.Ecdsa).WithDs(DsKind.None);
        book.Healthy("a signed zone below an unsigned one", "island.gamma");
        book.Pair("island.alpha", book.Bind1, book.Nsd2, signing: ZoneSigning.Ecdsa).WithDs(DsKind.None);
        book.Healthy("a signed zone whose parent has no DS yet", "island.alpha");
        book.Pair("expired-island.alpha", book.Bind1, book.Nsd2, signing: ZoneSigning.Ecdsa.Expired).WithDs(DsKind.None);
        book.Healthy("expired signatures that nobody relies on", "expired-island.alpha");
        book.Pair("future.alpha", book.Knot1, book.Bind2, signing: ZoneSigning.Ecdsa).WithDs(DsKind.UnknownAlgorithm);
        book.Healthy("a DS of an algorithm nobody knows", "future.alpha");
        book.Pair("digest.alpha", book.Nsd1, book.Bind2, signing: ZoneSigning.Ecdsa).WithDs(DsKind.UnknownDigest);
        book.Healthy("a DS of a digest nobody knows", "digest.alpha");
        book.Pair("rollover.alpha", book.Nsd1, book.Knot2, signing: ZoneSigning.Ecdsa with { HasTwoKeys = true }).WithDs(DsKind.RightAndOther);
        book.Healthy("two DS in a rollover, one of a key that is gone", "rollover.alpha");
        book.Pair("rsa.beta", book.Bind1, book.Knot1, signing: ZoneSigning.Rsa);
        book.Healthy("RSA with two keys", "rsa.beta");
        book.Pair("ed.delta", book.Bind2, book.Knot2, signing: ZoneSigning.Ed25519);
        book.Healthy("Ed25519", "ed.delta");
        book.Pair("salted.alpha", book.Bind1, book.Nsd2, signing: ZoneSigning.Ecdsa.By(Denial.Nsec3Salted));
        book.Healthy("NSEC3 with salt and ten rounds", "salted.alpha");
        book.Pair("optout.beta", book.Bind2, book.Nsd1, signing: ZoneSigning.Ecdsa.By(Denial.Nsec3OptOut));
        book.Healthy("ECDSA below RSA, with opt-out", "optout.beta");
    }
}
