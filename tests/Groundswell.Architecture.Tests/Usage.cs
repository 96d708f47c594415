using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;

namespace Groundswell.Architecture.Tests;

/// <summary>One type uses another, or a member of it.</summary>
/// <param name="User">Full name of the type that uses; of the outer one where the compiler made it for a lambda or an async method.</param>
/// <param name="Used">Full name of the type used.</param>
/// <param name="Member">Name of the method called, such as <c>get_UtcNow</c>; empty where none is.</param>
internal sealed record Usage(string User, string Used, string Member)
{
    public static IEnumerable<Usage> Of(IEnumerable<IType> types) => types.SelectMany(type => type.Dependencies).Select(From).Distinct();

    public override string ToString() => Member.Length == 0 ? $"{User} uses {Used}" : $"{User} uses {Used}.{Member}";

    private static Usage From(ITypeDependency dependency) => new(
        Outer(dependency.Origin.FullName),
        Outer(dependency.Target.FullName),
        dependency is MethodCallDependency call ? call.TargetMember.Name.Split('(')[0] : "");

    private static string Outer(string name) => name.Split('+', '/')[0].Split('`')[0];
}
