using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Zones;

namespace Groundswell.DnsBed.Cases;

/// <summary>The chain from the root's key does not hold.</summary>
internal static class DnssecCases
{
    private const string Www = "www A 192.0.2.80";
    private const string More = "www A 192.0.2.80\n* A 192.0.2.81\nmail A 192.0.2.82\ntext TXT \"here\"";

    public static void Add(CaseBook book)
    {
        Times(book);
        Keys(book);
        Signatures(book);
        Proofs(book);
        Elsewhere(book);
    }

    private static void Times(CaseBook book)
    {
        Zone(book, "signatures expired nine days ago", "expired.alpha", book.Bind1, book.Knot1, ZoneSigning.Ecdsa.Expired);
        Zone(book, "RSA signatures with NSEC3 expired", "expired.beta", book.Nsd1, book.Knot2, ZoneSigning.Rsa.By(Denial.Nsec3).Expired);
        Zone(book, "signatures that begin in three days", "early.delta", book.Nsd2, book.Bind2, ZoneSigning.Ed25519.NotYetValid);
        book.World.Zone("stale.alpha").On(book.Bind1, Www, ZoneSigning.Ecdsa, serial: 9).On(book.Nsd1, Www, ZoneSigning.Ecdsa.Expired, serial: 3);
        book.SickAt("one secondary that lags behind, with signatures that expired", "dnssec", "stale.alpha", [book.Nsd1.Address], seen: Seen.Answer);
    }

    private static void Keys(CaseBook book)
    {
        Zone(book, "the DS names a key that the zone does not have", "other-key.alpha", book.Knot1, book.Nsd1, ZoneSigning.Ecdsa).WithDs(DsKind.OtherKey);
        Zone(book, "the zone lost its keys", "no-keys.alpha", book.Bind1, book.Nsd2, ZoneSigning.Ecdsa.Spoilt(Spoilt.Without("DNSKEY")));
        Zone(book, "the keys are not signed", "bare-keys.beta", book.Knot2, book.Bind1, ZoneSigning.Rsa.Spoilt(Spoilt.WithoutSignatures("DNSKEY")));
        Zone(book, "the signature over the keys is damaged", "cracked-keys.delta", book.Bind2, book.Knot1, ZoneSigning.Ed25519.Spoilt(Spoilt.WithBrokenSignatures("DNSKEY")));
        Zone(book, "the zone is served unsigned while its parent has a DS", "unsigned-again.alpha", book.Nsd2, book.Knot1, ZoneSigning.Ecdsa.Spoilt(Plain));
    }

    private static void Signatures(CaseBook book)
    {
        Zone(book, "the asked records have no signature", "bare.alpha", book.Bind2, book.Knot2, ZoneSigning.Ecdsa.Spoilt(Spoilt.WithoutSignatures("A")));
        Zone(book, "the signature over the asked records is damaged", "cracked.alpha", book.Nsd1, book.Bind1, ZoneSigning.Ecdsa.Spoilt(Spoilt.WithBrokenSignatures("A")));
        Zone(book, "the address was changed after it was signed", "changed.beta", book.Knot1, book.Nsd2, ZoneSigning.Rsa.Spoilt(Spoilt.WithChanged("192.0.2.80", "192.0.2.66")));
        book.World.Zone("half-changed.alpha").On(book.Knot1, Www, ZoneSigning.Ecdsa).On(book.Bind2, Www, ZoneSigning.Ecdsa.Spoilt(Spoilt.WithChanged("192.0.2.80", "192.0.2.66")));
        book.SickAt("one of two servers gives a changed address under the old signature", "dnssec", "half-changed.alpha", [book.Bind2.Address], seen: Seen.Answer);
    }

    // Not on Knot: it serves a zone without proofs as if it were not signed at all.
    private static void Proofs(CaseBook book)
    {
        Zone(book, "no proof that the type is not there", "unproven.alpha", book.Bind1, book.Nsd1, ZoneSigning.Ecdsa.Spoilt(Spoilt.Without("NSEC")), "text.unproven.alpha");
        Zone(book, "no proof that the name is not there", "unproven.delta", book.Nsd2, book.Bind2, ZoneSigning.Ed25519.Spoilt(Spoilt.Without("NSEC")), "nobody.unproven.delta", Www);
        Zone(book, "no NSEC3 proves that the name is not there", "unproven.beta", book.Bind1, book.Nsd2, ZoneSigning.Rsa.By(Denial.Nsec3).Spoilt(Spoilt.Without("NSEC3")), "nobody.unproven.beta", Www);
        Zone(book, "no proof that the wildcard may answer", "wild-unproven.alpha", book.Bind2, book.Nsd1, ZoneSigning.Ecdsa.Spoilt(Spoilt.Without("NSEC")), "any.wild-unproven.alpha");
        Zone(book, "the proof of absence is not signed", "bare-proof.alpha", book.Nsd1, book.Bind1, ZoneSigning.Ecdsa.Spoilt(Spoilt.WithoutSignatures("NSEC")), "text.bare-proof.alpha");
    }

    private static void Elsewhere(CaseBook book)
    {
        book.World.Zone("epsilon").On(book.Upper1, "", ZoneSigning.Ecdsa.Expired).On(book.Upper2, "", ZoneSigning.Ecdsa.Expired);
        book.Pair("fine.epsilon", book.Bind1, book.Nsd1, signing: ZoneSigning.Ecdsa);
        book.Sick("the top-level domain's signatures expired", "dnssec", "fine.epsilon", guilty: "epsilon");
        var cracked = ZoneSigning.Ecdsa.Spoilt(Spoilt.WithBrokenSignatures("DS"));
        book.World.Zone("zeta").On(book.Upper1, "", cracked).On(book.Upper2, "", cracked);
        book.Pair("fine.zeta", book.Bind2, book.Knot1, signing: ZoneSigning.Ecdsa);
        book.Sick("the parent's signature over the DS is damaged", "dnssec", "fine.zeta", guilty: "zeta");
        book.Pair("aliased.gamma", book.Nsd1, book.Knot2, "www CNAME www.expired.alpha.");
        book.Sick("an alias into a zone whose signatures expired", "dnssec", "aliased.gamma", guilty: "expired.alpha");
        book.Pair("below.expired.alpha", book.Knot2, book.Nsd2, signing: ZoneSigning.Ecdsa);
        book.Sick("a right zone below one whose signatures expired", "dnssec", "below.expired.alpha", guilty: "expired.alpha");
    }

    private static IEnumerable<string> Plain(IEnumerable<string> lines) =>
        new[] { "RRSIG", "NSEC", "DNSKEY" }.Aggregate(lines, (rest, type) => rest.Where(l => !l.Contains($"IN {type}\t", StringComparison.Ordinal) && !l.Contains($"IN {type} ", StringComparison.Ordinal)));

    private static BedZone Zone(CaseBook book, string title, string zone, BedServer first, BedServer second, ZoneSigning signing, string? name = null, string records = More)
    {
        book.Sick(title, "dnssec", zone, name);
        return book.Pair(zone, first, second, records, signing);
    }
}
