import { encodeProfile, readProfile } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
const text=readFileSync(process.argv[2],'utf8');
const T=(n,f)=>{const t=performance.now(); const r=f(); console.log(n,(performance.now()-t).toFixed(0)); return r};
const p=T('read',()=>readProfile(text,'x'));
// as the program has it: doubles
const c=p.threads[0].contexts; 
const e=T('encode',()=>encodeProfile(p)); const s=T('stringify',()=>JSON.stringify(e)); console.log(s.length);
const s2=T('stringify raw',()=>JSON.stringify(p)); console.log(s2.length);
T('parse',()=>JSON.parse(s));T('parse raw',()=>JSON.parse(s2));
for (const [k,v] of Object.entries(e.threads[0].contexts)) console.log(k, Array.isArray(v)?'array '+JSON.stringify(v).length:JSON.stringify(v).slice(0,60));
