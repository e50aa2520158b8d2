using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Jobs.Review.Words;

/// <summary>Titles of the schemes, short enough for a table.</summary>
internal static class SchemeTitles
{
    private static readonly Word[] Titles =
    [
        new("独生子女父母奖励金", "Reward for parents of an only child"),
        new("持证退休企业职工一次性奖励", "Lump sum for retired employees"),
        new("农村部分计划生育家庭奖励扶助", "Elderly reward assistance"),
        new("独生子女死亡家庭特别扶助", "Special assistance, child lost"),
        new("独生子女伤残家庭特别扶助", "Special assistance, child disabled"),
        new("计划生育手术并发症人员特别扶助", "Special assistance, complications"),
        new("特殊困难家庭护理补贴", "Daily care"),
        new("特殊困难家庭养老补助", "Old-age security"),
        new("特殊困难家庭大病医疗补助", "Major illness"),
        new("特殊困难家庭一次性抚慰金", "Consolation"),
    ];

    public static Word? Of(Scheme scheme) => (int)scheme < Titles.Length ? Titles[(int)scheme] : null;
}
