namespace Groundswell.Dns.Wire;

/// <summary>Class of a record; the Internet's but for the questions that servers answer about themselves.</summary>
public enum RecordClass : ushort
{
    Internet = 1,
    Chaos = 3,
    None = 254,
    Any = 255,
}
