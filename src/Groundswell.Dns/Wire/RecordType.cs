namespace Groundswell.Dns.Wire;

/// <summary>Type of a resource record or a question (IANA registry); numbers without a name here are as valid as those with one.</summary>
#pragma warning disable CA1720 // PTR is the record's name in every text about DNS; that other languages have a type of that name confuses nobody here.
public enum RecordType : ushort
{
    None = 0,
    A = 1,
    Ns = 2,
    Cname = 5,
    Soa = 6,
    Ptr = 12,
    Hinfo = 13,
    Mx = 15,
    Txt = 16,
    Aaaa = 28,
    Srv = 33,
    Naptr = 35,
    Dname = 39,
    Opt = 41,
    Ds = 43,
    Sshfp = 44,
    Rrsig = 46,
    Nsec = 47,
    DnsKey = 48,
    Nsec3 = 50,
    Nsec3Param = 51,
    Tlsa = 52,
    Cds = 59,
    CdnsKey = 60,
    Svcb = 64,
    Https = 65,
    Ixfr = 251,
    Axfr = 252,
    Any = 255,
    Caa = 257,
}
#pragma warning restore CA1720
