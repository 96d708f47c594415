namespace Groundswell.Dns.Asking;

/// <summary>How a message travelled.</summary>
public enum DnsTransport
{
    Udp,
    Tcp,
}
