"""Texts that identify somebody, written by hand for these tests in many voices. [[kind:words]] marks what should be found."""

import re

from tests.guard.phrasings import Phrasing

TEXTS = """
post|Bit stuck. [[name:Mrs Ottershaw]] (diabetic, [[date-of-birth:4/6/47]]) won't let the nurse in because of "last time". Who knows what happened last time?
reply|Oh I know her, it's [[name:Peggy Lathom-Ruiz]], she's been like this since her sister died
case|[[name:Gwilym Threlfall]], 71. Painless jaundice. Told him on Friday at 6 pm with nobody in the building.
case|F, [[date-of-birth:12.12.1988]], G2P1, itching palms at 34/40. Bile acids 61.
email|Hello, could you please give [[name:Mr Iqbal Farrant]] a call on [[phone:07700 900611]]? He has run out of his eye drops. Thanks, Bev
email|Dear Doctor\\n\\nRE: [[name:STANNARD, Beryl]] [[date-of-birth:05/11/1942]] [[nhs-number:999 231 4456]]\\n\\nThis lady was reviewed in clinic today.
email|To the practice. My husband [[name:Desmond Hallworth]] has been waiting nine weeks. I am his wife. You can get me on [[phone:01632 960311]].
post|Lesson for me: two patients called [[name:Margaret Ellwood]], both 81, both on warfarin. I rang the wrong one.
title|[[name:Mr Abernethy-Sykes]] and the missing potassium
title|Advice re [[name:Kwabena Ostler]] please
filename|[[name:Ellwood]]_[[date-of-birth:1944-02-17]]_CT.pdf
filename|letter to [[name:Mrs P Dallimore]] re complaint.docx
filename|[[hospital-number:MRN 4471902]] echo.mp4
slide-notes|The hands belong to [[name:Doreen Askwith]]. She would not mind but her family would.
slide-notes|Case B: born [[date-of-birth:17 May 1959]], lives at [[address:9 Cinder Lane]]. Change both.
reply|He goes by Ted but the record says [[name:Edward Nuttall-Brace]]
reply|[[phone:07700 900 212]] rings out, try the daughter on [[phone:07700 900 213]]
reply|the number's [[chi:140356 2281]] and no, it isn't in SCI store
reply|[[hc-number:329 440 1187]] is the H&C, I copied it off the letter
case|CHI [[chi:0203378814]]: new confusion, UTI unlikely
case|78M from [[address:Fern Cottage, Tanhouse Lane]], found in the garden, GCS 14
post|Crew couldn't find the house. It's [[address:3b Almond Row]], behind the chip shop, for next time he falls.
post|Anyone else getting calls from [[name:a Mr Vaizey]] wanting diazepam "for the dog"?
post|We have a lady registered twice, once as [[name:Ngozi Anyaegbu]] and once as [[name:Grace Anyaegbu]]. Same [[date-of-birth:30/09/1971]].
post|Her NI number ([[ni-number:NT 45 67 89 A]]) is on the back of the photo she sent me!
email|Patient details:\\nSurname: [[name:Rushworth]]\\nForename: [[name:Elsie]]\\nDate of birth: [[date-of-birth:1 March 1936]]\\nAddress: [[address:14 Foundry Terrace]], [[postcode:BD37 2HJ]]
email|Good morning, [[name:Kirsty Balderstone]] called at 9.10, vomiting blood, told to ring 999, she refused.
email|[[name:Mrs Whitcombe]] did not attend her colposcopy appointment.
email|Discharge summary\\nName [[name:Aldo Ferrante-Hughes]]\\nHospital number [[hospital-number:K0094417]]\\nAdmitted with sepsis
email|Sorry to bother you. I'm [[name:Tabitha Crane-Oduya]] and I saw Dr Hartnoll last week about my hip.
email|Apologies for the delay with [[name:Barnaby Liddell]]'s firearms form. He is chasing.
case|Young woman, [[name:Anneliese]], 22, restricting since September, BMI 15.1, bradycardic
case|[[name:Stan]] (79) and [[name:Vera]] (80), both with the same cough, both on ramipril
case|Mum of [[name:Jayden P]], age 3, third burn this year
case|Seen at home, [[address:Flat 6, Weaver's Court]]. Hoarding. Rats.
case|[[postcode:NE76 5LL]], single track road, ambulance 90 minutes, chest pain 2 h
case|Pt's email is [[email:old.bert.61@example.org]], wants results that way
post|I replied all with [[name:Ms Loveridge]]'s biopsy result. What now?
post|The coroner wants a statement about [[name:Alf Pemberton]]. First one I've written.
post|So [[name:Winnie Tattersall]] died on Tuesday, at home, with the cat. It was a good death. I miss her.
post|Has anyone else had a run-in with the family of [[name:Mr Karim Lockhart]]? Third complaint.
post|A man collapsed at the bus stop outside us, turned out to be [[name:Fergus Mallinson]] from our own list
post|My receptionist put [[nhs-number:999 118 2233]] on a sticky note on the front desk
post|Why does the app show my patient [[name:Odalys Brightwater]] somebody else's results
post|What do you do when a patient ([[email:sunny.jim.allotment@example.net]]) emails you poems?
reply|check under [[name:Mac Giolla]], they file him without the Mac
reply|wasn't that [[name:Mrs Pickersgill]] with the parrots?
reply|she's [[date-of-birth:21 July 1950]], so over 75 now, and eligible
reply|[[name:Old Mr Snaith]] had the same and it was his thyroid
reply|It's [[name:Zainab Rafferty]]. Her mum told the whole playground.
reply|Delete please, you can see [[name:J. Haverstock]], [[date-of-birth:8.8.58]] at the top of the scan
title|?meningitis [[name:Poppy Ainscough]] 14 months
title|Re: [[name:Mrs Dunstable]] - please ring hospice
title|[[hospital-number:Hosp no X4471120]] MRI report
email|Please see below from the care home:\\n\\n"[[name:Ivy]] in room 9 has a red leg, [[name:Cyril]] in room 12 is not eating"
email|Ward 12 transfer list\\n1. [[name:Horace Blenkinsop]] - NOF, day 4\\n2. [[name:Mrs Attwood]] - awaiting carers\\n3. [[name:Pradeep Sandhu-Weir]] - home today
email|Ref [[hospital-number:hospital number 0071-4432]]. The above named patient was seen in the fracture clinic.
email|I write on behalf of my mother, [[name:Constance Iddesleigh]], who is 90 and lives at [[address:2 Larch Close]].
post|[[nhs-number:999 404 1234]] does not belong to this patient says the lab, and they're right
post|NHS Number: [[nhs-number:9992345671]] / age 8 / croup x3 this winter / would you give dex at home?
post|Postcode [[postcode:TQ19 6XA]], the whole terrace has damp, four children with wheeze
slide-notes|audio: patient says "I'm [[name:Ruby Thistlewood]]" at 0:14, bleep it
slide-notes|bottom left of the ECG: [[name:KETTLEWELL]] [[date-of-birth:22-JAN-1949]]
post|Complaint from the son of [[name:Ida Wraxall]] about the syringe driver. She died comfortable, he says not.
post|I had [[name:Mr Tunnicliffe]] in tears about his allotment this morning and no time left
case|[[name:Rosheen Delahaye]], 31, 28 weeks, BP 150/96, protein ++
case|Pt [[date-of-birth:9/9/39]], lives [[address:31 Bellfounder's Row]], fell x2
reply|[[name:Mrs O'Hanrahan]] again? she was in mine last week too
reply|Sorry, typo, hosp no is [[hospital-number:4471-20-B]]
email|Dear Dr Fernsby-Cole\\n\\n[[name:Miss Ottilie Marsh]] ([[date-of-birth:12 Nov 2009]])\\n\\nI assessed this young person on Monday.
email|FW: FW: urgent - [[name:Cuthbert Raistrick]] - troponin 412
email|pls ring [[name:mrs dalgleish]] re scan, she is on [[phone:07700900833]] till 2
email|Hi, this is [[name:Errol Babington]]. I have lost my repeat slip.
title|Can't reach [[name:Sonia Wetherill]] - tried x4
title|[[nhs-number:999 071 4932]] duplicate PDS
filename|[[name:Harriet Blackshaw]] PIP form p3.jpg
filename|[[name:LOMAX_Derek]]_cxr_[[date-of-birth:19520306]].dcm
slide-notes|Do not read out: this was [[name:Mrs Ingham]], the baker's widow
slide-notes|Video consent: signed by [[name:Tomos Gwyther]] 3/2/26, keep the form
case|EMIS no aside, her [[ni-number:QQ 11 22 33 B]] is what DWP want
case|CHI:[[chi:2906431127]] / F / hip #
post|We keep getting [[chi:121256 4433]]'s letters and his CHI isn't ours
post|H&C [[hc-number:3411129087]] belongs to a man who moved to Leeds in May
post|Could you all look at [[address:18 Pinfold Gardens]] on your lists? Third CO alarm this month.
post|Lost a patient last night. [[name:Arthur Penrose-Bligh]], 58, MI, I saw him Thursday with "reflux".
post|"[[name:Sheila]], 67, lovely woman, never complains" is how I started the referral. It got bounced.
reply|Her daughter's number is [[phone:01632 960 447]], she has power of attorney
reply|you've left the name in: [[name:Hakan Demirel]]
reply|ask [[name:Mrs Fothergill]] what her husband did for a living, it's asbestos
case|[[name:Tilda]], 5 weeks, 4.1 kg, vomiting after every feed, olive felt?
case|Couple, [[name:Ron]] and [[name:Maureen Tindle]], both drinking, both denying
email|Subject: appointment\\n\\nDear practice, my name is [[name:Yusra Al-Masri]], born [[date-of-birth:4.2.1999]], please can I have a letter for college
email|Good morning. Mr & [[name:Mrs Lovelock]] have moved to [[address:7 Quay Cottages]], [[postcode:EX47 9LL]].
post|NHS number on the wristband was [[nhs-number:999-333-0590]] but on the form 999 333 0591
post|The school nurse rang about [[name:Kian Mulvaney]], year 9, hasn't been in since half term
post|Has anyone written to the housing officer successfully? For [[name:Ms D. Achebe]], mould, two kids with asthma, [[postcode:OL23 5QD]].
reply|[[email:mavis.knits@example.org]] is hers, but her grandson reads it
reply|definitely [[date-of-birth:30th May 1947]], I was at her party
case|Obs by the care home: [[name:Walter]], bed 12, 38.9, 92%
post|Patient with the initials [[name:K.B.]], born [[date-of-birth:14 June 1990]], has sent me a friend request
email|Ambulance report: [[address:Flat 2B, 60 Cobden Street]]. Pt conscious, confused.
email|Please could Dr Hartnoll sign the cremation form for [[name:Eunice Applebaum]]?
post|I promised [[name:Jean Postlethwaite]] I'd be there and I was on a course
post|Does anyone know a dentist who will see [[name:Mr Osgathorpe]] (bedbound, 92)?
post|Second opinion please: [[name:Lakshmi Venn]] has had three normal CTs and still cannot eat.
case|[[name:Bertram Hollis]], 80s, new AF, says he feels fine and would like to go fishing
case|Woman, DOB [[date-of-birth:17-03-1956]], three months of night sweats
case|NHS no. [[nhs-number:999 505 7018]] Jaundice, painless. CT tomorrow.
reply|it was [[name:Mrs Cartmel]] who fell, not her sister
reply|Call him: [[phone:07700 900 404]]. He won't answer a withheld number
reply|do you mean [[name:Nasreen Oakley]]? She's moved to Hull.
email|Dear GP,\\n[[name:Mr Terence Poole]], [[date-of-birth:28/02/1950]], [[address:19 Nailer's Road]], [[postcode:DL27 8QQ]]\\nattended ED with a cut finger.
email|Please note [[name:Rhian Gethings]] has changed her surname. Her CHI is still [[chi:080482 4421]].
email|From: reception\\n\\n[[name:Miss Kettering]] rang, sore throat, wants a telephone slot. [[phone:01632 960 812]]
email|Hello Doctor\\nMy father [[name:Giuseppe Marlowe]] fell again last night.
title|[[name:Hilda Bracewell]]'s INR
title|Query re hospital number [[hospital-number:4410982]]
filename|[[name:Mr_K_Adewale]]_sleep_study.pdf
filename|[[nhs-number:999 505 7018]] referral.docx
slide-notes|[[name:Morag]], 54, is the patient in the clip. Her consent is in the folder.
slide-notes|The letter shown is real: [[name:Ms Ines Calloway]], [[address:4 Almond Grove]]
post|Her husband gave me [[email:j.marsh.pigeons@example.org]] for the test results
post|Somebody from [[address:Rose Farm, Mill Lane]] has Q fever. Vets and humans, who tells whom?
post|H&C number [[hc-number:346 221 9087]] comes up as deceased. She is in my waiting room.
post|We've a patient, NI [[ni-number:BG 10 20 30 C]], whose employer wants a phased return
post|[[name:Edna]] (88) asked me if I was old enough to be a doctor. Then she told me about the lump.
post|The inquest into the death of [[name:Colin Trewin]] is in May, how do you prepare?
case|Postcode [[postcode:NR41 7HH]]: two more cases of hepatitis A from the same street
case|[[name:Abdi W]], 16, unaccompanied, nightmares
reply|[[name:Tamsin Ollerenshaw]] was the one with the reaction, not the flu jab lady
reply|it's [[address:12A Weaver's Close]], the blue door
email|Re: [[name:FOTHERGILL, Maud]] - please ignore the previous letter
post|What a week. [[name:Mr Greatorex]] died, [[name:Mrs Greatorex]] moved in with her daughter, and the cat came to live with me.
""".strip()

_MARK = re.compile(r"\[\[([a-z-]+):([^\]]+)\]\]")


def texts() -> list[Phrasing]:
    found = []
    for line in TEXTS.splitlines():
        where, _, marked = line.partition("|")
        marked = marked.replace("\\n", "\n")
        expect = tuple((match[1], match[2]) for match in _MARK.finditer(marked))
        found.append(Phrasing("by hand", where, _MARK.sub(lambda match: match[2], marked), expect))
    return found
