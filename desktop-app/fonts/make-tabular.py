"""Makes Pilothouse Sans: Pretendard with tabular digits. Arguments: folder of the OTF files, folder to write to."""
import sys
from fontTools.ttLib import TTFont
for weight in ("Regular","SemiBold"):
    f=TTFont(f"{sys.argv[1]}/Pretendard-{weight}.otf")
    gsub=f["GSUB"].table
    idx=[li for fr in gsub.FeatureList.FeatureRecord if fr.FeatureTag=="tnum" for li in fr.Feature.LookupListIndex]
    m={}
    for li in set(idx):
        for st in gsub.LookupList.Lookup[li].SubTable:
            st=getattr(st,"ExtSubTable",st)
            m.update(getattr(st,"mapping",{}))
    best=f.getBestCmap()
    for t in f["cmap"].tables:
        for c,g in list(t.cmap.items()):
            if chr(c) in "0123456789" and g in m: t.cmap[c]=m[g]
    for n in f["name"].names:
        if n.nameID in (1,3,4,6,16,18,21,25):
            s=n.toUnicode().replace("Pretendard","Pilothouse Sans" if n.nameID!=6 else "PilothouseSans")
            n.string=s
    cff=f["CFF "].cff
    top=cff.topDictIndex[0]
    cff.fontNames=[f"PilothouseSans-{weight}"]
    for a in ("FullName","FamilyName"):
        if hasattr(top,a): setattr(top,a,getattr(top,a).replace("Pretendard","Pilothouse Sans"))
    f.save(f"{sys.argv[2]}/PilothouseSans-{weight}.otf")
