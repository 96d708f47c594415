using System.Xml;

namespace Groundswell.Sensing.Feeds.Syndication;

/// <summary>Prefixes that a feed uses and does not declare stand for themselves: elements are known by their local names.</summary>
internal sealed class AnyNamespace() : XmlNamespaceManager(new NameTable())
{
    public override string? LookupNamespace(string prefix) => base.LookupNamespace(prefix) ?? $"urn:undeclared:{prefix}";
}
